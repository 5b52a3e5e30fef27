CREATE TABLE "saving_decision" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"saving" text NOT NULL,
	"environment" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"recheck_on" date,
	"title" text NOT NULL,
	"monthly" double precision NOT NULL,
	"currency" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "saving_decision" ADD CONSTRAINT "saving_decision_by_person_id_fk" FOREIGN KEY ("by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saving_decision_newest" ON "saving_decision" USING btree ("fleet","saving","at");