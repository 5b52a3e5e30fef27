CREATE TABLE "container_hour" (
	"fleet" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"cluster" text NOT NULL,
	"namespace" text NOT NULL,
	"pod" text NOT NULL,
	"container" text NOT NULL,
	"node" text NOT NULL,
	"controller_kind" text NOT NULL,
	"controller" text NOT NULL,
	"environment" text NOT NULL,
	"application" text NOT NULL,
	"team" text NOT NULL,
	"samples" integer NOT NULL,
	"cpu_request" double precision NOT NULL,
	"ram_request" double precision NOT NULL,
	"cpu_usage" double precision NOT NULL,
	"ram_usage" double precision NOT NULL,
	CONSTRAINT "container_hour_fleet_cluster_hour_namespace_pod_container_pk" PRIMARY KEY("fleet","cluster","hour","namespace","pod","container")
);
--> statement-breakpoint
CREATE TABLE "cost_day" (
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
	"day" date NOT NULL,
	CONSTRAINT "cost_day_fleet_day_cluster_environment_application_team_kind_currency_pk" PRIMARY KEY("fleet","day","cluster","environment","application","team","kind","currency")
);
--> statement-breakpoint
CREATE TABLE "cost_hour" (
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
	"hour" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cost_hour_fleet_hour_cluster_environment_application_team_kind_currency_pk" PRIMARY KEY("fleet","hour","cluster","environment","application","team","kind","currency")
);
--> statement-breakpoint
CREATE TABLE "node_hour" (
	"fleet" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"cluster" text NOT NULL,
	"node" text NOT NULL,
	"environment" text NOT NULL,
	"instance_type" text NOT NULL,
	"region" text NOT NULL,
	"spot" boolean NOT NULL,
	"samples" integer NOT NULL,
	"cpu" double precision NOT NULL,
	"ram" double precision NOT NULL,
	"gpu" double precision NOT NULL,
	CONSTRAINT "node_hour_fleet_cluster_hour_node_pk" PRIMARY KEY("fleet","cluster","hour","node")
);
--> statement-breakpoint
CREATE TABLE "sample_hour" (
	"fleet" text NOT NULL,
	"cluster" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"samples" integer NOT NULL,
	"late" integer NOT NULL,
	"last_slot" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "sample_hour_fleet_cluster_hour_pk" PRIMARY KEY("fleet","cluster","hour")
);
--> statement-breakpoint
CREATE TABLE "sample_lease" (
	"fleet" text NOT NULL,
	"name" text NOT NULL,
	"owner" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sample_lease_fleet_name_pk" PRIMARY KEY("fleet","name")
);
--> statement-breakpoint
CREATE INDEX "sample_hour_open" ON "sample_hour" USING btree ("fleet","closed_at","hour");