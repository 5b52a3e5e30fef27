CREATE TABLE "asset_hour" (
	"fleet" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"cluster" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"class" text NOT NULL,
	"region" text NOT NULL,
	"environment" text NOT NULL,
	"application" text NOT NULL,
	"team" text NOT NULL,
	"mounted" boolean NOT NULL,
	"amount" double precision NOT NULL,
	"share" double precision NOT NULL,
	CONSTRAINT "asset_hour_key" PRIMARY KEY("fleet","cluster","hour","kind","name","class","environment","application","team","mounted")
);
--> statement-breakpoint
ALTER TABLE "container_hour" ADD COLUMN "usage_samples" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "container_hour" ADD COLUMN "gpu_request" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_day" ADD COLUMN "source" text DEFAULT 'samples' NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_hour" ADD COLUMN "measured" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_hour" ADD COLUMN "usage_from" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_hour" ADD COLUMN "asset_samples" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Until now a use was kept for every sample, and metrics.k8s.io was the only one to tell it.
UPDATE "container_hour" SET "usage_samples" = "samples";--> statement-breakpoint
UPDATE "sample_hour" SET "measured" = "samples", "usage_from" = 'metrics.k8s.io';
