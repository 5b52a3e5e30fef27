CREATE TABLE "check_result" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"application" text NOT NULL,
	"environment" text NOT NULL,
	"check" text NOT NULL,
	"release" text NOT NULL,
	"commit" text,
	"result" text NOT NULL,
	"link" text,
	"details" text,
	"reported_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "check_result_result" CHECK ("check_result"."result" in ('passed', 'failed', 'inconclusive'))
);
--> statement-breakpoint
CREATE TABLE "release_run" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"application" text NOT NULL,
	"environment" text NOT NULL,
	"release" text NOT NULL,
	"version" text NOT NULL,
	"commit" text,
	"promotion" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"owner" text,
	"lease_until" timestamp (3) with time zone,
	"fence" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "job_state" CHECK ("job"."state" in ('queued', 'running', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "job_step" (
	"fleet" text NOT NULL,
	"job" text NOT NULL,
	"name" text NOT NULL,
	"order" serial NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"detail" text,
	"href" text,
	CONSTRAINT "job_step_fleet_job_name_pk" PRIMARY KEY("fleet","job","name")
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"fleet" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"via" text NOT NULL,
	"action" text NOT NULL,
	"object" text,
	"environment" text,
	"revision" text,
	"decision" text NOT NULL,
	"reason" text,
	"request_id" text NOT NULL,
	"body_hash" text NOT NULL,
	"prev" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_fleet_seq_pk" PRIMARY KEY("fleet","seq")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"fleet" text NOT NULL,
	"person" text NOT NULL,
	"team" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "membership_fleet_person_team_pk" PRIMARY KEY("fleet","person","team")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"person" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "token" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"person" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"promotion" text NOT NULL,
	"team" text NOT NULL,
	"person" text NOT NULL,
	"yes" boolean NOT NULL,
	"digest" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promotion" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"application" text NOT NULL,
	"kind" text NOT NULL,
	"source" text,
	"target" text NOT NULL,
	"state" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"automatic" boolean NOT NULL,
	"reason" text,
	"plan_digest" text NOT NULL,
	"base_commit" text NOT NULL,
	"from_version" text,
	"to_version" text,
	"required_teams" text[] NOT NULL,
	"outcome" text,
	"commit" text,
	"superseded_by" text,
	"finished_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "promotion_state" CHECK ("promotion"."state" in ('waiting', 'running', 'done', 'failed', 'withdrawn', 'rejected', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "promotion_plan" (
	"fleet" text NOT NULL,
	"promotion" text NOT NULL,
	"digest" text NOT NULL,
	"text" text NOT NULL,
	"base_commit" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "promotion_plan_fleet_promotion_digest_pk" PRIMARY KEY("fleet","promotion","digest")
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"promotion" text NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"text" text NOT NULL,
	"detail" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "render_cache" (
	"fleet" text NOT NULL,
	"key" text NOT NULL,
	"value" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "render_cache_fleet_key_pk" PRIMARY KEY("fleet","key")
);
--> statement-breakpoint
ALTER TABLE "job_step" ADD CONSTRAINT "job_step_job_job_id_fk" FOREIGN KEY ("job") REFERENCES "public"."job"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_person_id_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_person_id_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token" ADD CONSTRAINT "token_person_person_id_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_promotion_promotion_id_fk" FOREIGN KEY ("promotion") REFERENCES "public"."promotion"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_person_person_id_fk" FOREIGN KEY ("person") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_plan" ADD CONSTRAINT "promotion_plan_promotion_promotion_id_fk" FOREIGN KEY ("promotion") REFERENCES "public"."promotion"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_promotion_promotion_id_fk" FOREIGN KEY ("promotion") REFERENCES "public"."promotion"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_result_release" ON "check_result" USING btree ("fleet","application","environment","release","check","at");--> statement-breakpoint
CREATE UNIQUE INDEX "release_run_now" ON "release_run" USING btree ("fleet","application","environment") WHERE "release_run"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "release_run_history" ON "release_run" USING btree ("fleet","application","environment","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "job_key" ON "job" USING btree ("fleet","key");--> statement-breakpoint
CREATE INDEX "job_due" ON "job" USING btree ("fleet","state","run_at");--> statement-breakpoint
CREATE INDEX "ledger_action" ON "ledger" USING btree ("fleet","action","seq");--> statement-breakpoint
CREATE INDEX "ledger_actor" ON "ledger" USING btree ("fleet","actor","seq");--> statement-breakpoint
CREATE INDEX "membership_team" ON "membership" USING btree ("fleet","team");--> statement-breakpoint
CREATE UNIQUE INDEX "person_identity" ON "person" USING btree ("fleet","issuer","subject");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("fleet","person");--> statement-breakpoint
CREATE UNIQUE INDEX "token_hash" ON "token" USING btree ("fleet","hash");--> statement-breakpoint
CREATE INDEX "token_person" ON "token" USING btree ("fleet","person");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_one_slot" ON "approval" USING btree ("fleet","promotion","person","digest");--> statement-breakpoint
CREATE INDEX "promotion_newest" ON "promotion" USING btree ("fleet","requested_at","id");--> statement-breakpoint
CREATE INDEX "promotion_target" ON "promotion" USING btree ("fleet","application","target");--> statement-breakpoint
CREATE UNIQUE INDEX "promotion_one_waiting" ON "promotion" USING btree ("fleet","application","target") WHERE "promotion"."state" = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "promotion_one_running" ON "promotion" USING btree ("fleet","application","target") WHERE "promotion"."state" = 'running';--> statement-breakpoint
CREATE INDEX "timeline_promotion" ON "timeline" USING btree ("fleet","promotion","at");--> statement-breakpoint
CREATE INDEX "render_cache_used" ON "render_cache" USING btree ("fleet","used_at");