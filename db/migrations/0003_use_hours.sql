CREATE TABLE "use_hour" (
	"fleet" text NOT NULL,
	"cluster" text NOT NULL,
	"namespace" text NOT NULL,
	"workload" text NOT NULL,
	"container" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"pods" integer NOT NULL,
	"samples" integer NOT NULL,
	"cpu_mean" double precision NOT NULL,
	"cpu_peak" double precision NOT NULL,
	"ram_mean" double precision NOT NULL,
	"ram_peak" double precision NOT NULL,
	CONSTRAINT "use_hour_fleet_cluster_namespace_workload_container_hour_pk" PRIMARY KEY("fleet","cluster","namespace","workload","container","hour")
);
--> statement-breakpoint
CREATE INDEX "use_hour_age" ON "use_hour" USING btree ("fleet","hour");