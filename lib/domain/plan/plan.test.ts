import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../manifest";
import {
  helmPlacements,
  helmTree,
  kustomizePlacements,
  kustomizeTree,
  reading,
  sha256,
} from "../promotion/tree.fixture";
import { type DesiredRelease, desiredRelease } from "../release";
import { completePlan, hasEffect } from "./complete";
import { draftEdit, draftPlan } from "./draft";
import { planMoves } from "./moved";
import type { PlanDraft } from "./plan";

type Files = Readonly<Record<string, string>>;
const production = "apps/my-service/overlays/production/kustomization.yaml";
const staging = "apps/my-service/overlays/staging/kustomization.yaml";

const releaseOf = (tree: Files, environment: string): DesiredRelease =>
  desiredRelease({
    application: { name: "my-service", promote: ["RETRY_LIMIT", "BACKOFF"] },
    environment,
    placements: kustomizePlacements,
    text: reading(tree),
    hash: sha256,
  });
const helmOf = (tree: Files, environment: string): DesiredRelease =>
  desiredRelease({
    application: { name: "checkout", promote: ["features.new_checkout"] },
    environment,
    placements: helmPlacements,
    text: reading(tree),
    hash: sha256,
  });
const promote = (change: Files = {}, from = "staging", to = "production") => {
  const tree = { ...kustomizeTree, ...change };
  return draftPlan({
    application: "my-service",
    kind: "promotion",
    from,
    to,
    carried: releaseOf(tree, from),
    target: releaseOf(tree, to),
    text: reading(tree),
  });
};
const draftOf = (result: ReturnType<typeof promote>): PlanDraft => {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.draft;
};
const replaced = (file: string, from: string | RegExp, to: string): Files => ({
  [file]: (kustomizeTree[file] ?? "").replace(from, to),
});

describe("a promotion's plan", () => {
  test("writes the tag and the promoted keys, and leaves every other byte of the file", () => {
    const draft = draftOf(promote());
    const before = kustomizeTree[production] ?? "";
    expect(draft.files.map((f) => f.file)).toEqual([production]);
    expect(draft.files[0]?.after).toBe(
      before
        .replace('"1.8.0"', '"1.8.2"')
        .replace("RETRY_LIMIT=3\n", "RETRY_LIMIT=5\n      - BACKOFF=250ms\n"),
    );
    expect(draft.edits.map((e) => [e.letter, e.label, e.before, e.after, e.line])).toEqual([
      ["a", 'images["registry.acme.example/my-service"].newTag', "1.8.0", "1.8.2", 8].map((v) =>
        typeof v === "string"
          ? v.replace('["registry.acme.example/my-service"]', "[registry.acme.example/my-service]")
          : v,
      ),
      ["b", "configMapGenerator[app-config].literals[RETRY_LIMIT]", "3", "5", 13],
      ["c", "configMapGenerator[app-config].literals[BACKOFF]", null, "250ms", 14],
    ]);
  });

  test("makes the target's release the very one that is carried", () => {
    const draft = draftOf(promote());
    const tree = { ...kustomizeTree, ...Object.fromEntries(draft.files.map((f) => [f.file, f.after])) };
    expect(releaseOf(tree, "production").key).toBe(releaseOf(tree, "staging").key);
  });

  test("says on which placement an edit has no effect, and which line wins there", () => {
    expect(draftOf(promote()).notes).toEqual([
      "Edit b has no effect on secondary: apps/my-service/regions/eu-west-1/kustomization.yaml:6 sets 8 and wins there.",
    ]);
  });

  test("shows only the lines that change with their letters and three lines around", () => {
    const hunks = draftOf(promote()).files[0]?.hunks;
    expect(hunks).toMatchObject({ added: 3, removed: 2 });
    expect(
      hunks?.hunks
        .flatMap((h) => h.lines)
        .filter((l) => l.kind !== "context")
        .map((l) => [l.kind, l.oldLine, l.newLine, l.text.trim(), l.letter]),
    ).toEqual([
      ["removed", 8, null, 'newTag: "1.8.0"', null],
      ["added", null, 8, 'newTag: "1.8.2"', "a"],
      ["removed", 13, null, "- RETRY_LIMIT=3", null],
      ["added", null, 13, "- RETRY_LIMIT=5", "b"],
      ["added", null, 14, "- BACKOFF=250ms", "c"],
    ]);
  });

  test("with nothing to do is refused, not run without effect", () => {
    const same = { [production]: kustomizeTree[staging] ?? "" };
    expect(promote(same)).toMatchObject({
      ok: false,
      refusal: {
        code: "plan.empty",
        message: "my-service in production is already at 1.8.2; there is nothing to promote.",
      },
    });
  });

  test("adds an images entry where the overlay has none, and never edits a base that others share", () => {
    const bare = replaced(production, /images:[\s\S]*?(?=configMapGenerator)/, "");
    const shared = {
      "apps/my-service/base/kustomization.yaml":
        "images:\n  - name: registry.acme.example/my-service\n    newTag: 1.7.0\n",
    };
    const draft = draftOf(promote({ ...bare, ...shared }));
    expect(draft.files.map((f) => f.file)).toEqual([production]);
    const tree = {
      ...kustomizeTree,
      ...bare,
      ...shared,
      ...Object.fromEntries(draft.files.map((f) => [f.file, f.after])),
    };
    expect(releaseOf(tree, "production").version).toBe("1.8.2");
    expect(draft.files[0]?.after).toMatch(
      /images:\n *- name: registry.acme.example\/my-service\n *newTag: "?1\.8\.2/,
    );
  });

  test("adds several lines to one list in one go", () => {
    const none = replaced(production, "      - RETRY_LIMIT=3\n", "");
    const draft = draftOf(promote(none));
    expect(draft.files[0]?.after).toContain(
      "      - LOG_LEVEL=warn\n      - RETRY_LIMIT=5\n      - BACKOFF=250ms\n",
    );
    expect(draft.files.map((f) => f.file)).toEqual([production]);
    expect(draft.notes).toEqual([
      "Edit b has no effect on secondary: apps/my-service/regions/eu-west-1/kustomization.yaml:6 sets 8 and wins there.",
    ]);
  });

  test("that brings a digest takes the old tag out, and the other way round", () => {
    const digest = `sha256:${"ab".repeat(32)}`;
    const pinned = replaced(staging, 'newTag: "1.8.2"', `digest: ${digest}`);
    const draft = draftOf(promote(pinned));
    expect(draft.files[0]?.after).toContain(`digest: ${digest}`);
    expect(draft.files[0]?.after).not.toContain("newTag");
    const back = draftOf(promote(replaced(production, 'newTag: "1.8.0"', `digest: ${digest}`)));
    expect(back.files[0]?.after).toMatch(/newTag: "?1\.8\.2"?\n/);
    expect(back.files[0]?.after).not.toContain("digest");
  });

  test("keeps a registry name that the target sets itself and says so", () => {
    const mirror = (file: string, name: string): Files =>
      replaced(file, "    newTag", `    newName: ${name}\n    newTag`);
    const draft = draftOf(
      promote({
        ...mirror(staging, "stg.example/my-service"),
        ...mirror(production, "prod.example/my-service"),
      }),
    );
    expect(draft.files[0]?.after).toContain("newName: prod.example/my-service");
    expect(draft.notes[0]).toBe("production keeps its own registry name prod.example/my-service.");
  });

  test("has nowhere to write when no file is the environment's own", () => {
    const all = kustomizePlacements.map((p) => ({
      ...p,
      source: { kind: "kustomize" as const, path: "apps/my-service/overlays/staging" },
    }));
    const target = desiredRelease({
      application: { name: "my-service", promote: [] },
      environment: "production",
      placements: all,
      text: reading(kustomizeTree),
      hash: sha256,
    });
    const result = draftPlan({
      application: "my-service",
      kind: "promotion",
      from: "dev",
      to: "production",
      carried: releaseOf(kustomizeTree, "dev"),
      target,
      text: reading(kustomizeTree),
    });
    expect(result).toMatchObject({ ok: false, refusal: { code: "plan.no-place" } });
  });

  test("keeps what the target has besides", () => {
    expect(draftOf(promote({}, "staging", "production")).files[0]?.after).toContain("LOG_LEVEL=warn");
  });

  test("of a Helm application keeps comments and types", () => {
    const carried = helmOf(helmTree, "staging");
    const target = helmOf(helmTree, "production");
    const draft = draftOf(
      draftPlan({
        application: "checkout",
        kind: "promotion",
        from: "staging",
        to: "production",
        carried,
        target,
        text: reading(helmTree),
      }),
    );
    const file = "apps/checkout/values/production.yaml";
    expect(draft.files.map((f) => f.after)).toEqual([
      (helmTree[file] ?? "")
        .replace('"3.4.0"', '"3.4.1"')
        .replace("new_checkout: false", "new_checkout: true"),
    ]);
  });

  test("of a Helm application adds a value that is missing with its type", () => {
    const file = "apps/checkout/values/production.yaml";
    const tree = { ...helmTree, [file]: 'app:\n  image:\n    tag: "3.4.0"\n' };
    const result = draftPlan({
      application: "checkout",
      kind: "promotion",
      from: "staging",
      to: "production",
      carried: helmOf(tree, "staging"),
      target: helmOf(tree, "production"),
      text: reading(tree),
    });
    expect(draftOf(result).files[0]?.after).toBe(
      'app:\n  image:\n    tag: "3.4.1"\nfeatures:\n  new_checkout: true\n',
    );
  });

  test("carries any tag there and back without touching another byte", () => {
    const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
    fc.assert(
      fc.property(tag, fc.boolean(), (name, crlf) => {
        const file = (kustomizeTree[production] ?? "").replaceAll("\n", crlf ? "\r\n" : "\n");
        const there = { ...replaced(staging, '"1.8.2"', JSON.stringify(name)), [production]: file };
        const result = promote(there);
        if (!result.ok) throw new Error(result.refusal.message);
        const after = result.draft.files[0]?.after ?? "";
        const release = releaseOf({ ...kustomizeTree, ...there, [production]: after }, "production");
        expect(release.knobs.find((k) => k.kind === "image")?.value).toBe(name);
        const back = draftPlan({
          application: "my-service",
          kind: "rollback",
          from: null,
          to: "production",
          carried: releaseOf({ ...kustomizeTree, ...there }, "production"),
          target: release,
          text: reading({ ...kustomizeTree, ...there, [production]: after }),
        });
        if (!back.ok) return;
        const line = (text: string): string[] =>
          text.split("\n").filter((l) => !/newTag|RETRY|BACKOFF/.test(l));
        expect(line(back.draft.files[0]?.after ?? "")).toEqual(line(file));
      }),
      { numRuns: 60 },
    );
  });
});

describe("an edit's plan", () => {
  const edit = (expect_: string, value: string) =>
    draftEdit({
      application: "my-service",
      to: "production",
      version: "1.8.0",
      edits: [
        {
          file: production,
          path: ["images", { name: "registry.acme.example/my-service" }, "newTag"],
          expect: expect_,
          value,
          type: "string",
        },
      ],
      text: reading(kustomizeTree),
    });

  test("is refused when the old value is another by now", () => {
    expect(edit("1.7.0", "2")).toMatchObject({
      ok: false,
      refusal: { kind: "conflict", facts: { actual: "1.8.0", file: production } },
    });
  });

  test("is refused when nothing would change", () => {
    expect(edit("1.8.0", "1.8.0")).toMatchObject({ ok: false, refusal: { code: "plan.empty" } });
  });

  test("is one edit of one line", () => {
    const draft = draftOf(edit("1.8.0", "1.8.1"));
    expect(draft).toMatchObject({
      kind: "edit",
      from: null,
      edits: [{ letter: "a", before: "1.8.0", after: "1.8.1" }],
    });
  });
});

const rendered = (
  tag: string,
  retries: string,
  change: { hash?: string; backoff?: string; replicas?: number; secret?: string } = {},
): Manifest[] => {
  const name = `app-config-${change.hash ?? "bbbbbbbbbb"}`;
  return [
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name },
      data: { RETRY_LIMIT: retries, ...(change.backoff ? { BACKOFF: change.backoff } : {}) },
    },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "my-service" },
      spec: {
        replicas: change.replicas ?? 3,
        template: {
          spec: {
            containers: [
              {
                name: "app",
                image: `registry.acme.example/my-service:${tag}`,
                envFrom: [{ configMapRef: { name } }],
                resources: { requests: { cpu: "500m", memory: "1Gi" } },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "deny" },
      spec: { podSelector: {} },
    },
    ...(change.secret
      ? [
          {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "db" },
            data: { password: `o8-secret:${change.secret}` },
          },
        ]
      : []),
  ];
};
const targets = [
  {
    placement: "my-service/production/primary",
    before: rendered("1.8.0", "3"),
    after: rendered("1.8.2", "5", { hash: "cccccccccc", backoff: "250ms" }),
  },
  {
    placement: "my-service/production/secondary",
    before: rendered("1.8.0", "8"),
    after: rendered("1.8.2", "8", { hash: "dddddddddd", backoff: "250ms" }),
  },
];

describe("a plan with what it renders to", () => {
  const plan = completePlan(draftOf(promote()), targets, sha256);

  test("shows each changed field once, over all targets, with the edits that made it", () => {
    expect(
      plan.rows.map((r) => [
        r.object,
        r.path,
        r.letters,
        r.cells.map((c) => `${c.kind} ${c.before} ${c.after}`),
      ]),
    ).toEqual([
      [
        "ConfigMap/app-config",
        "metadata.name",
        ["b", "c"],
        [
          "changed app-config-bbbbbbbbbb app-config-cccccccccc",
          "changed app-config-bbbbbbbbbb app-config-dddddddddd",
        ],
      ],
      ["ConfigMap/app-config", "data.RETRY_LIMIT", ["b"], ["changed 3 5", "same 8 8"]],
      ["ConfigMap/app-config", "data.BACKOFF", ["c"], ["added null 250ms", "added null 250ms"]],
      [
        "Deployment/my-service",
        "spec.template.spec.containers[app].image",
        ["a"],
        [
          "changed registry.acme.example/my-service:1.8.0 registry.acme.example/my-service:1.8.2",
          "changed registry.acme.example/my-service:1.8.0 registry.acme.example/my-service:1.8.2",
        ],
      ],
      expect.arrayContaining(["Deployment/my-service", ["b", "c"]]),
    ]);
    expect(plan.unchangedObjects).toBe(2);
  });

  test("says what it does to cost, replicas, network, security and data", () => {
    expect(plan.effects.map((e) => [e.topic, e.title, e.detail, e.attention])).toEqual([
      ["cost", "requests unchanged", "on 2 placements", false],
      ["replicas", "6 stay 6", "6 pods restart", false],
      ["network", "no change", "2 policies compared", false],
      ["security", "no new rights", "no secret changes", false],
      ["data", "no change", "no database or volume is touched", false],
    ]);
  });

  test("draws attention to more pods, a changed policy and a changed secret without showing it", () => {
    const [first] = targets;
    const before = rendered("1", "1", { secret: "aaaaaaaa" });
    const after = rendered("1", "1", { replicas: 4, secret: "bbbbbbbb" }).filter(
      (o) => o.kind !== "NetworkPolicy",
    );
    const other = completePlan(
      draftOf(promote()),
      [{ placement: first?.placement ?? "", before, after }],
      sha256,
    );
    expect(other.effects.filter((e) => e.attention).map((e) => [e.topic, e.title])).toEqual([
      ["cost", "+500m CPU, +1 GiB memory requested"],
      ["replicas", "3 become 4"],
      ["network", "1 rule set changed"],
      ["security", "no new rights"],
    ]);
    expect(JSON.stringify(other.rows)).not.toContain("aaaaaaaa");
  });

  test("keeps its digest when a foreign commit moves lines elsewhere, and loses it with any change that is rendered", () => {
    const foreign = draftOf(
      promote(replaced(production, "kind: Kustomization\n", "kind: Kustomization\n# a comment\n\n")),
    );
    expect(foreign.edits[0]?.line).not.toBe(plan.edits[0]?.line);
    expect(completePlan(foreign, targets, sha256).digest).toBe(plan.digest);
    const [first, second] = targets;
    if (!first || !second) throw new Error("two targets");
    const touched = {
      ...first,
      after: rendered("1.8.2", "5", { hash: "cccccccccc", backoff: "250ms", replicas: 5 }),
    };
    expect(completePlan(foreign, [touched, second], sha256).digest).not.toBe(plan.digest);
    const rotated = [
      { ...first, after: [...first.after, ...rendered("", "", { secret: "x1x1x1x1" }).slice(3)] },
      second,
    ];
    const again = [
      { ...first, after: [...first.after, ...rendered("", "", { secret: "x2x2x2x2" }).slice(3)] },
      second,
    ];
    expect(completePlan(foreign, rotated, sha256).digest).not.toBe(
      completePlan(foreign, again, sha256).digest,
    );
  });

  test("that renders to nothing new is refused, never a success", () => {
    const still = targets.map((t) => ({ ...t, after: t.before }));
    const none = completePlan(draftOf(promote()), still, sha256);
    expect(hasEffect(none)).toMatchObject({ allowed: false, code: "plan.without-effect" });
    expect(none.notes).toContain("Nothing changes on primary.");
    expect(hasEffect(plan)).toEqual({ allowed: true });
  });

  test("tells what moved since it was approved", () => {
    const moved = completePlan(
      draftOf(promote(replaced(staging, '"1.8.2"', '"1.8.3"'))),
      targets.slice(0, 1),
      sha256,
    );
    expect(planMoves(plan.body, moved.body)).toEqual([
      `${production} images[registry.acme.example/my-service].newTag would become 1.8.3, not 1.8.2.`,
      "It no longer reaches my-service/production/secondary.",
      expect.stringContaining("It also renders differently at"),
    ]);
    expect(planMoves(plan.body, plan.body)).toEqual([]);
  });
});
