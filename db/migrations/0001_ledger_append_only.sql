create function ledger_refuses() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger ledger_append_only before update or delete on "ledger" for each row execute function ledger_refuses();
--> statement-breakpoint
create trigger ledger_no_truncate before truncate on "ledger" for each statement execute function ledger_refuses();
