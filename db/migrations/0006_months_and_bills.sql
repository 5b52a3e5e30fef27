CREATE TABLE "bill_import" (
	"fleet" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"rows" integer NOT NULL,
	"added" integer NOT NULL,
	CONSTRAINT "bill_import_fleet_id_pk" PRIMARY KEY("fleet","id")
);
--> statement-breakpoint
CREATE TABLE "bill_row" (
	"fleet" text NOT NULL,
	"key" text NOT NULL,
	"import" text NOT NULL,
	"period" text NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"account" text NOT NULL,
	"service" text NOT NULL,
	"environment" text NOT NULL,
	"billed" double precision NOT NULL,
	"effective" double precision NOT NULL,
	CONSTRAINT "bill_row_fleet_key_pk" PRIMARY KEY("fleet","key")
);
--> statement-breakpoint
CREATE TABLE "cost_month" (
	"fleet" text NOT NULL,
	"currency" text NOT NULL,
	"cluster" text NOT NULL,
	"environment" text NOT NULL,
	"application" text NOT NULL,
	"team" text NOT NULL,
	"kind" text NOT NULL,
	"cost" double precision NOT NULL,
	"cpu_cost" double precision NOT NULL,
	"ram_cost" double precision NOT NULL,
	"cpu" double precision NOT NULL,
	"ram" double precision NOT NULL,
	"cpu_asked" double precision NOT NULL,
	"ram_asked" double precision NOT NULL,
	"cpu_used" double precision NOT NULL,
	"ram_used" double precision NOT NULL,
	"count" double precision NOT NULL,
	"unpriced" double precision NOT NULL,
	"month" text NOT NULL,
	CONSTRAINT "cost_month_fleet_month_cluster_environment_application_team_kind_currency_pk" PRIMARY KEY("fleet","month","cluster","environment","application","team","kind","currency")
);
--> statement-breakpoint
CREATE INDEX "bill_row_day" ON "bill_row" USING btree ("fleet","currency","day");--> statement-breakpoint
INSERT INTO "cost_month" SELECT "fleet", "currency", "cluster", "environment", "application", "team", "kind", sum("cost"), sum("cpu_cost"), sum("ram_cost"), sum("cpu"), sum("ram"), sum("cpu_asked"), sum("ram_asked"), sum("cpu_used"), sum("ram_used"), sum("count"), sum("unpriced"), to_char("day", 'YYYY-MM') FROM "cost_day" GROUP BY "fleet", "currency", "cluster", "environment", "application", "team", "kind", to_char("day", 'YYYY-MM');
