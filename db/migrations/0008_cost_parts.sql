CREATE TABLE "cost_part" (
	"fleet" text NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"cluster" text NOT NULL,
	"environment" text NOT NULL,
	"application" text NOT NULL,
	"team" text NOT NULL,
	"kind" text NOT NULL,
	"namespace" text NOT NULL,
	"controller" text NOT NULL,
	"labels" text NOT NULL,
	"cost" double precision NOT NULL,
	CONSTRAINT "cost_part_key" PRIMARY KEY("fleet","day","cluster","environment","application","team","kind","namespace","controller","labels","currency")
);
--> statement-breakpoint
CREATE TABLE "label_set" (
	"fleet" text NOT NULL,
	"id" text NOT NULL,
	"labels" jsonb NOT NULL,
	CONSTRAINT "label_set_fleet_id_pk" PRIMARY KEY("fleet","id")
);
--> statement-breakpoint
ALTER TABLE "cost_hour" DROP CONSTRAINT "cost_hour_fleet_hour_cluster_environment_application_team_kind_currency_pk";--> statement-breakpoint
ALTER TABLE "asset_hour" ADD COLUMN "namespace" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "asset_hour" ADD COLUMN "controller" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "asset_hour" ADD COLUMN "labels" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "container_hour" ADD COLUMN "labels" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_hour" ADD COLUMN "namespace" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_hour" ADD COLUMN "controller" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_hour" ADD COLUMN "labels" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "asset_hour" DROP CONSTRAINT "asset_hour_key";
--> statement-breakpoint
ALTER TABLE "asset_hour" ADD CONSTRAINT "asset_hour_key" PRIMARY KEY("fleet","cluster","hour","kind","name","class","environment","application","team","mounted","namespace","controller","labels");--> statement-breakpoint
ALTER TABLE "cost_hour" ADD CONSTRAINT "cost_hour_key" PRIMARY KEY("fleet","hour","cluster","environment","application","team","kind","namespace","controller","labels","currency");
