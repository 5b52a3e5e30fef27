CREATE TABLE "awake_keep" (
	"id" text PRIMARY KEY NOT NULL,
	"fleet" text NOT NULL,
	"environment" text NOT NULL,
	"person" text NOT NULL,
	"reason" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE INDEX "awake_keep_until" ON "awake_keep" USING btree ("fleet","until_at");