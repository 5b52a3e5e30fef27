CREATE TABLE "use_day" (
	"fleet" text NOT NULL,
	"cluster" text NOT NULL,
	"namespace" text NOT NULL,
	"workload" text NOT NULL,
	"container" text NOT NULL,
	"day" date NOT NULL,
	"pods" integer[] NOT NULL,
	"samples" integer[] NOT NULL,
	"cpu_mean" double precision[] NOT NULL,
	"cpu_peak" double precision[] NOT NULL,
	"ram_mean" double precision[] NOT NULL,
	"ram_peak" double precision[] NOT NULL,
	CONSTRAINT "use_day_fleet_cluster_namespace_workload_container_day_pk" PRIMARY KEY("fleet","cluster","namespace","workload","container","day")
);
--> statement-breakpoint
CREATE INDEX "use_day_age" ON "use_day" USING btree ("fleet","day");
--> statement-breakpoint
INSERT INTO "use_day"
SELECT fleet, cluster, namespace, workload, container, day, array_agg(pods ORDER BY at), array_agg(samples ORDER BY at),
	array_agg(cpu_mean ORDER BY at), array_agg(cpu_peak ORDER BY at), array_agg(ram_mean ORDER BY at), array_agg(ram_peak ORDER BY at)
FROM (
	SELECT DISTINCT fleet, cluster, namespace, workload, container, (hour AT TIME ZONE 'UTC')::date AS day FROM "use_hour"
) days
CROSS JOIN generate_series(0, 23) AS at
LEFT JOIN (
	SELECT fleet, cluster, namespace, workload, container, (hour AT TIME ZONE 'UTC')::date AS day,
		extract(hour FROM hour AT TIME ZONE 'UTC')::int AS at, pods, samples, cpu_mean, cpu_peak, ram_mean, ram_peak
	FROM "use_hour"
) hours USING (fleet, cluster, namespace, workload, container, day, at)
GROUP BY fleet, cluster, namespace, workload, container, day;
