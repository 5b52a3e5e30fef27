import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { ResultOf } from "@/lib/contract/operation";
import type { SchedulesView, schedulePlan } from "@/lib/contract/schedule";
import { openBench, sharedRenderer } from "../testing/bench";
import { type Asked, benches, commitsOf, deliver } from "../testing/promotions";
import { fleetFile, overlay, overlayFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const office = { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "20:00" };
const cron = `apiVersion: batch/v1
kind: CronJob
metadata: { name: dev-environment-shutdown }
spec:
  schedule: "0 20 * * 1-5"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: shutdown
              image: kubectl:1
              command: [kubectl, scale, deployment, --all, --replicas=0, -n, api-dev]
`;
const apiOverlay = overlay("api", "dev", "2.1.0");
const files = {
  "orchestr8.yaml": fleetFile().replace(
    "staging: { type: staging }",
    'staging: { type: staging, schedule: { from: "07:00", to: "19:00" } } # nights off',
  ),
  ...apiOverlay,
  [overlayFile("api", "dev")]: (apiOverlay[overlayFile("api", "dev")] ?? "").replace(
    "  - namespace.yaml\n",
    "  - namespace.yaml\n  - shutdown.yaml\n",
  ),
  "apps/api/overlays/dev/shutdown.yaml": cron,
};
type Plan = ResultOf<typeof schedulePlan>;
/** The lines that a plan writes. */
const added = ({ files: [file] }: Plan["plan"]): string =>
  (file?.hunks ?? [])
    .flatMap(({ lines }) => lines.flatMap(({ kind, text }) => (kind === "added" ? `${text}\n` : [])))
    .join("");

onEveryStore("a schedule of an environment", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer, files }),
  );
  afterEach(close);

  test("is asked for by who pays, is one commit of the environment's own block, and holds from then on", async () => {
    const bench = await open();
    await bench.seen();
    const plan = await bench.value<Plan>("max", "environment.schedule-plan", {
      environment: "dev",
      hours: office,
    });
    expect(plan).toMatchObject({
      text: "Mon to Fri, 08:00 to 20:00 Berlin",
      hours: { asleep: 108, all: 168 },
      request: { allowed: true },
    });
    expect(plan.changes[0]).toEqual({ at: "2026-11-23T19:00:00.000Z", to: "asleep" });
    const asked = await bench.value<Asked>("max", "environment.schedule", {
      environment: "dev",
      hours: office,
      planDigest: plan.plan.digest,
    });
    const done = await deliver(bench, asked.id);
    expect(done).toMatchObject({
      state: "done",
      kind: "edit",
    });
    expect(commitsOf(bench, asked.id)).toHaveLength(1);
    expect(bench.text("orchestr8.yaml")).toContain(
      'dev: { type: development, schedule: { days: [mon, tue, wed, thu, fri], from: "08:00", to: "20:00", zone: Europe/Berlin } }',
    );
    const view = await bench.value<SchedulesView>("max", "environment.schedules", { environment: "dev" });
    expect(view.environments[0]).toMatchObject({
      status: { kind: "healthy", word: "up until Mon 20:00 Berlin" },
      week: { hours: { asleep: 108, all: 168 } },
      groups: [{ applications: ["web", "api"], sources: [{ file: "orchestr8.yaml" }] }],
    });
  });

  test("takes the place of the block there was, byte for byte around it, and can be taken away", async () => {
    const bench = await open();
    const plan = async (hours: unknown) =>
      (await bench.value<Plan>("alex", "environment.schedule-plan", { environment: "staging", hours })).plan;
    expect(added(await plan({ ...office, to: "21:00", holidays: ["2026-12-24"] }))).toContain(
      'staging: { type: staging, schedule: { days: [mon, tue, wed, thu, fri], from: "08:00", to: "21:00", zone: Europe/Berlin, holidays: ["2026-12-24"] } } # nights off\n',
    );
    expect(added(await plan(null))).toContain("staging: { type: staging } # nights off\n");
  });

  test("says beforehand that Argo CD would wake what sleeps, and nothing once its Application leaves sizes alone", async () => {
    const bench = await open();
    const argo = (more: string) => ({
      "apps/web/overlays/dev/argo.yaml": `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web-dev }
spec:
  destination: { server: https://kubernetes.default.svc, namespace: web-dev }
${more}`,
      "apps/web/overlays/dev/kustomization.yaml":
        "resources:\n  - ../../base\n  - argo.yaml\nnamespace: web-dev\n",
    });
    const wakers = async () =>
      (await bench.value<SchedulesView>("max", "environment.schedules", { environment: "dev" }))
        .environments[0]?.wakers;
    await bench.push(argo("  syncPolicy: { automated: { selfHeal: true } }\n"));
    expect(await wakers()).toEqual([
      {
        application: "web-dev",
        text: "Argo CD heals web-dev: it would put the pods of web back as soon as they sleep.",
        add: expect.stringContaining("      - /spec/replicas"),
      },
    ]);
    await bench.push(
      argo(`  syncPolicy: { automated: { selfHeal: true }, syncOptions: [RespectIgnoreDifferences=true] }
  ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [/spec/replicas] }]
`),
    );
    expect(await wakers()).toEqual([]);
  });

  test("is refused for production, for a schedule it has, and for hours that are none", async () => {
    const bench = await open();
    const refused = (environment: string, hours: unknown) =>
      bench.refusal("alex", "environment.schedule", { environment, hours });
    expect(await refused("production", office)).toMatchObject({ code: "schedule.production" });
    expect(await refused("dev", null)).toMatchObject({ code: "plan.empty" });
    expect(await refused("dev", { ...office, to: "25:00" })).toMatchObject({ code: "input.invalid" });
    expect(await refused("dev", { ...office, zone: "Europe/Berln" })).toMatchObject({
      code: "input.invalid",
    });
    expect(
      await bench.refusal("quentin", "environment.schedule", { environment: "dev", hours: office }),
    ).toMatchObject({ kind: "forbidden" });
  });

  test("recognises the CronJob form, says what it lacks, and imports it into the application's own block", async () => {
    const bench = await open();
    const view = await bench.value<SchedulesView>("alex", "environment.schedules", { environment: "dev" });
    const [found] = view.environments[0]?.imports ?? [];
    expect(found).toMatchObject({
      application: "api",
      objects: ["CronJob/dev-environment-shutdown"],
      sources: [{ file: "apps/api/overlays/dev/shutdown.yaml", line: 3 }],
      text: "Mon to Fri, 08:00 to 20:00 Berlin",
    });
    expect(found?.lacks).toContain("It forgets how many pods each workload had.");
    const { plan } = await bench.value<Plan>("alex", "environment.schedule-plan", {
      environment: "dev",
      application: "api",
      hours: found?.hours,
    });
    expect(plan.files.map(({ file }) => file)).toEqual(["apps/api/environments.yaml"]);
    expect(added(plan)).toMatch(
      /schedule: \{ days: .* exclude: \[\{ kind: StatefulSet \}, \{ kind: Rollout \}\] \}/,
    );
  });

  test("keeps it awake until a moment with a person and a reason, shown, on record, and taken back", async () => {
    const bench = await open();
    await bench.seen();
    bench.clock.at = new Date("2026-11-23T19:30:00+01:00");
    const until = "2026-11-23T22:00:00Z";
    const keep = { environment: "staging", until, reason: "load test of the release" };
    await bench.value("alex", "environment.keep-awake", keep);
    const shown = async () =>
      (await bench.value<SchedulesView>("alex", "environment.schedules", { environment: "staging" }))
        .environments[0];
    expect(await shown()).toMatchObject({
      status: { word: "kept awake until Mon 23:00 Berlin" },
      keeps: [{ person: "alex", reason: "load test of the release", until: "2026-11-23T22:00:00.000Z" }],
      log: [{ text: "kept awake until Mon 23:00 Berlin: load test of the release" }],
    });
    await bench.value("alex", "environment.let-sleep", { environment: "staging" });
    expect(await shown()).toMatchObject({ status: { word: "asleep until Tue 07:00 Berlin" }, keeps: [] });
    expect(await bench.refusal("alex", "environment.let-sleep", { environment: "staging" })).toMatchObject({
      code: "schedule.not-kept",
    });
    expect(
      await bench.refusal("alex", "environment.keep-awake", { ...keep, environment: "dev" }),
    ).toMatchObject({
      code: "schedule.none",
    });
    expect(
      await bench.refusal("alex", "environment.keep-awake", { ...keep, until: "2026-11-20T22:00:00Z" }),
    ).toMatchObject({ code: "schedule.past" });
  });

  test("lists what could sleep before what does, production last, and never calls the unknown a saving", async () => {
    const bench = await open();
    const view = await bench.value<SchedulesView>("max", "environment.schedules");
    expect(view.environments.map(({ environment }) => environment)).toEqual([
      "dev",
      "integration",
      "staging",
      "production",
    ]);
    expect(view.environments.every(({ saving, monthly }) => saving === null && monthly === null)).toBe(true);
    expect(view.environments.at(-1)?.ask).toMatchObject({ allowed: false, code: "schedule.production" });
  });
});
