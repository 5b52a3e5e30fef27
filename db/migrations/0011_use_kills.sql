CREATE TABLE "use_kill" (
	"fleet" text NOT NULL,
	"cluster" text NOT NULL,
	"namespace" text NOT NULL,
	"workload" text NOT NULL,
	"container" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ram" double precision NOT NULL,
	CONSTRAINT "use_kill_fleet_cluster_namespace_workload_container_at_pk" PRIMARY KEY("fleet","cluster","namespace","workload","container","at")
);
