import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Source } from "@/lib/domain/source";
import { chartFiles, configMap, type Files, renderBench } from "./renderer.fixture";

const bench = renderBench();
const outside = mkdtempSync(join(tmpdir(), "o8-outside-"));
const canary = "canary-5150";
writeFileSync(join(outside, "secret.yaml"), configMap(canary));
const hits: string[] = [];
const server = createServer((request, response) => {
  hits.push(`${request.method} ${request.url}`);
  response.end(configMap("fetched"));
});
let host = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  bench.remove();
  rmSync(outside, { recursive: true });
});

const kustomize = (path: string): Source => ({ kind: "kustomize", path });
const helm: Source = { kind: "helm", chart: "chart", values: [], release: "r", namespace: "ns" };
const render = async (files: Files, source: Source = kustomize("app")) =>
  bench.renderer.render(await bench.tree(files), source);
const app = (kustomization: string, extra: Files = {}): Files => ({
  "app/kustomization.yaml": kustomization,
  "app/a.yaml": configMap("a"),
  ...extra,
});

describe("a hostile tree makes no request (T3)", () => {
  const at = (text: string) => text.replaceAll("HOST", host);
  const cases: readonly [string, string][] = [
    ["a raw resource", "resources: ['http://HOST/x.yaml']"],
    ["a Git base", "resources: ['http://HOST/org/repo//path?ref=main']"],
    ["a Git base with its prefix", "resources: ['git::http://HOST/org/repo']"],
    ["upper-case scheme", "resources: ['HTTP://HOST/x.yaml']"],
    ["key in another case", "Resources: ['http://HOST/x.yaml']"],
    ["ssh", "resources: ['git@127.0.0.1:org/repo.git']"],
    ["a file URL", "resources: ['file:///etc/passwd']"],
    ["a GitHub short form", "resources: [github.com/org/repo]"],
    ["bases", "bases: ['http://HOST/x']"],
    ["components", "components: ['http://HOST/x']"],
    ["crds", "crds: ['http://HOST/x.yaml']"],
    ["configurations", "configurations: ['http://HOST/x.yaml']"],
    ["generators", "generators: ['http://HOST/x.yaml']"],
    ["transformers", "transformers: ['http://HOST/x.yaml']"],
    ["validators", "validators: ['http://HOST/x.yaml']"],
    ["patches", "resources: [a.yaml]\npatches: [{path: 'http://HOST/x.yaml'}]"],
    ["strategic patches", "resources: [a.yaml]\npatchesStrategicMerge: ['http://HOST/x.yaml']"],
    [
      "JSON patches",
      "resources: [a.yaml]\npatchesJson6902: [{target: {kind: ConfigMap, name: a, version: v1}, path: 'http://HOST/x.yaml'}]",
    ],
    ["replacements", "resources: [a.yaml]\nreplacements: [{path: 'http://HOST/x.yaml'}]"],
    ["openapi", "resources: [a.yaml]\nopenapi: {path: 'http://HOST/x.json'}"],
    ["generator files", "configMapGenerator: [{name: x, files: ['k=http://HOST/x']}]"],
    ["generator envs", "secretGenerator: [{name: x, envs: ['http://HOST/x']}]"],
    ["a chart repository", "helmCharts: [{name: c, repo: 'http://HOST/charts', version: 1.0.0}]"],
    ["an OCI chart", "helmCharts: [{name: c, repo: 'oci://HOST/charts', version: 1.0.0}]"],
    ["chart values", "helmCharts: [{name: c, valuesFile: 'http://HOST/v.yaml'}]"],
    ["the old chart field", "helmChartInflationGenerator: [{chartName: c, chartRepo: 'http://HOST/charts'}]"],
    [
      "an inline generator",
      "generators:\n- |-\n  apiVersion: builtin\n  kind: HelmChartInflationGenerator\n  metadata: {name: c}\n  name: c\n  repo: http://HOST/charts\n",
    ],
    ["an anchor", "x: &u ['http://HOST/x.yaml']\nresources: *u"],
    ["a merge key", "<<: {resources: ['http://HOST/x.yaml']}"],
    ["a repeated key", "resources: [a.yaml]\nresources: ['http://HOST/x.yaml']"],
    ["a second document", "resources: [a.yaml]\n---\nresources: ['http://HOST/x.yaml']"],
  ];
  test.each(cases)("through %s", async (_, text) => {
    const rendered = await render(app(at(text)));
    expect(rendered.status).toBe("failed");
    expect(rendered.objects).toEqual([]);
    expect(hits).toEqual([]);
  });

  test("through a base's base, and the offender is named with file and line", async () => {
    const { problems } = await render({
      ...app("resources: [../mid]\n"),
      "mid/kustomization.yaml": at("resources:\n- ../app/a.yaml\n- http://user:pass@HOST/x.yaml?token=t\n"),
    });
    expect(problems).toMatchObject([
      {
        code: "render.remote",
        file: "mid/kustomization.yaml",
        line: 3,
        message: `resources[1] names the remote http://${host}/x.yaml`,
      },
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/pass|token/);
    expect(hits).toEqual([]);
  });

  test("through a chart's dependencies, schema or templates", async () => {
    const dependency = at(
      "apiVersion: v2\nname: tiny\nversion: 1.0.0\ndependencies:\n- {name: sub, version: 1.0.0, repository: 'http://HOST/charts'}\n- {name: oci, version: 1.0.0, repository: 'oci://HOST/charts'}\n",
    );
    const first = await render(chartFiles("chart", { "chart/Chart.yaml": dependency }), helm);
    expect(first.problems).toMatchObject([
      { code: "render.remote", file: "chart/Chart.yaml", line: 5 },
      { code: "render.remote" },
    ]);
    for (const schema of [
      `{"$ref":"http://${host}/s.json"}`,
      `{"properties":{"a":{"$ref":"http://${host}/s.json"}}}`,
      `{"$schema":"http://${host}/s.json"}`,
      '{"$ref":"file:///etc/passwd"}',
    ]) {
      expect(
        (await render(chartFiles("chart", { "chart/values.schema.json": schema }), helm)).problems[0]?.code,
      ).toBe("render.remote");
    }
    const dns = await render(
      chartFiles("chart", {
        "chart/templates/dns.yaml": `${configMap("dns", 'ip: {{ getHostByName "localhost" | quote }}')}`,
      }),
      helm,
    );
    expect(dns.objects.find((o) => o.metadata.name === "dns")?.data).toEqual({ ip: "" });
    expect(hits).toEqual([]);
  });

  test("unless its host is on the fleet's list: then it is fetched, said, and not cached", async () => {
    const tree = await bench.tree(app(at("resources: ['http://HOST/x.yaml']")));
    const first = await bench.renderer.render(tree, kustomize("app"), { remotes: [host] });
    expect(first.objects.map((o) => o.metadata.name)).toEqual(["fetched"]);
    expect(first.problems).toMatchObject([{ code: "render.remote-allowed", severity: "warning" }]);
    await bench.renderer.render(tree, kustomize("app"), { remotes: [host] });
    expect(hits.length).toBe(2);
    expect((await bench.renderer.render(tree, kustomize("app"))).status).toBe("failed");
    hits.length = 0;
  });
});

describe("no path leaves the tree, and none is echoed (T1)", () => {
  const forms = [
    "../../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\etc\\passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "a/../../../etc/passwd",
    "....//....//etc/passwd",
    "~/.ssh/id_rsa",
    ".git/config",
    "C:\\Windows\\win.ini",
    "//etc/passwd",
    "./../../etc",
    "etc\u0000/passwd",
  ];
  const fields = (path: string): string[] => [
    `resources: [${JSON.stringify(path)}]`,
    `components: [${JSON.stringify(path)}]`,
    `patches: [{path: ${JSON.stringify(path)}}]`,
    `configMapGenerator: [{name: x, files: [${JSON.stringify(`k=${path}`)}]}]`,
    `secretGenerator: [{name: x, envs: [${JSON.stringify(path)}]}]`,
    `helmGlobals: {chartHome: ${JSON.stringify(path)}}\nhelmCharts: [{name: c}]`,
  ];
  test.each(forms)("%j", async (path) => {
    for (const field of fields(path)) {
      const { status, problems } = await render(app(field));
      expect(status).toBe("failed");
      expect(JSON.stringify(problems)).not.toMatch(/root:|\[fonts\]/);
      expect(JSON.stringify(problems)).not.toContain("passwd");
    }
    for (const source of [
      kustomize(path),
      { ...helm, chart: path },
      { ...helm, values: [path] },
      { kind: "plain" as const, path },
    ]) {
      const rendered = await render({ ...app("resources: [a.yaml]"), ...chartFiles("chart") }, source);
      expect(rendered.status).toBe("failed");
    }
  });
});

describe("a symbolic link that leaves the tree rejects the source (T2)", () => {
  const secret = join(outside, "secret.yaml");
  const cases: readonly [string, Files][] = [
    ["a file", app("resources: [l.yaml]", { "app/l.yaml": { link: secret } })],
    [
      "a file by relative path",
      app("resources: [l.yaml]", { "app/l.yaml": { link: "../../../../../../../../etc/hostname" } }),
    ],
    ["a folder", app("resources: [l]", { "app/l": { link: outside } })],
    [
      "a chain",
      app("resources: [l.yaml]", {
        "app/l.yaml": { link: "m.yaml" },
        "app/m.yaml": { link: "../n.yaml" },
        "n.yaml": { link: secret },
      }),
    ],
    [
      "a loop",
      app("resources: [l.yaml]", { "app/l.yaml": { link: "m.yaml" }, "app/m.yaml": { link: "l.yaml" } }),
    ],
    ["one that nothing uses", app("resources: [a.yaml]", { "app/deep/l.yaml": { link: secret } })],
    ["the kustomization itself", { "app/kustomization.yaml": { link: secret } }],
    [
      "one in a base",
      {
        ...app("resources: [../base]"),
        "base/kustomization.yaml": "resources: [l.yaml]",
        "base/l.yaml": { link: secret },
      },
    ],
  ];
  test.each(cases)("%s", async (_, files) => {
    const rendered = await render(files);
    expect(rendered.status).toBe("failed");
    expect(rendered.problems.map((p) => p.code)).toContain("render.symlink");
    expect(JSON.stringify(rendered)).not.toMatch(new RegExp(`${canary}|${outside}`));
  });

  test("in a chart, its values and its archives", async () => {
    const charts: Files[] = [
      chartFiles("chart", { "chart/files/l": { link: secret } }),
      chartFiles("chart", { "chart/templates/l.yaml": { link: secret } }),
      chartFiles("chart", { "chart/charts/evil.tgz": tarGz([{ name: "evil/l", type: "2", link: secret }]) }),
      chartFiles("chart", {
        "chart/charts/evil.tgz": tarGz([{ name: "../../evil", type: "0", content: "x" }]),
      }),
    ];
    for (const files of charts) {
      const rendered = await render(files, helm);
      expect(rendered.problems.map((p) => p.code)).toContain("render.symlink");
      expect(JSON.stringify(rendered)).not.toContain(canary);
    }
    const values = await render(
      { ...chartFiles("chart"), "v.yaml": { link: secret } },
      { ...helm, values: ["v.yaml"] },
    );
    expect(values.problems[0]?.code).toBe("render.symlink");
  });

  test("links that stay inside work", async () => {
    const files = app("resources: [l.yaml, ../link]", {
      "app/l.yaml": { link: "deep/real.yaml" },
      "app/deep/real.yaml": configMap("linked"),
      link: { link: "base" },
      "base/kustomization.yaml": "resources: [b.yaml]",
      "base/b.yaml": configMap("b"),
    });
    const { objects, problems } = await render(files);
    expect(problems).toEqual([]);
    expect(objects.map((o) => o.metadata.name)).toEqual(["b", "linked"]);
    const chart = await render(
      chartFiles("chart", {
        "chart/templates/l.yaml": { link: "../../shared.yaml" },
        "shared.yaml": configMap("shared"),
      }),
      helm,
    );
    expect(chart.objects.map((o) => o.metadata.name)).toContain("shared");
  });
});

describe("bombs end in time and leave nothing behind (T4)", { timeout: 120_000 }, () => {
  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefghij".split("").map((n, i) => `${n}: &${n} [${Array(9).fill(`*${"abcdefghij"[i]}`).join(",")}]`),
  ].join("\n");
  const within = async (files: Files, source?: Source) => {
    const before = Date.now();
    const rendered = await render(files, source);
    expect(Date.now() - before).toBeLessThan(25_000);
    expect(rendered.status).toBe("failed");
    expect(JSON.stringify(rendered.problems).length).toBeLessThan(4_000);
    return rendered.problems[0]?.code;
  };
  test("aliases that expand without end", async () => {
    const object = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${bomb}\n`;
    expect(await within({ "app/x.yaml": object }, { kind: "plain", path: "app" })).toBe("render.object");
    await within(app(bomb));
    await within(app("resources: [x.yaml]", { "app/x.yaml": object }));
    await within(chartFiles("chart", { "chart/values.yaml": bomb }), helm);
  });
  test("nesting without end", async () => {
    const deep = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nx: ${"[".repeat(50_000)}${"]".repeat(50_000)}\n`;
    await within({ "app/x.yaml": deep }, { kind: "plain", path: "app" });
    await within(app(deep));
    await within(app("resources: [x.yaml]", { "app/x.yaml": deep }));
  });
  test("files that are long and unusual, without holding the event loop", async () => {
    const long = `x: [${"[a], ".repeat(1_500_000)}]\n`;
    const before = performance.now();
    let longest = 0;
    let last = before;
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    expect(await within({ "app/x.yaml": long }, { kind: "plain", path: "app" })).toBe("render.object");
    expect(await within(app(long))).toBe("yaml.too-large");
    await within(chartFiles("chart", { "chart/Chart.yaml": long }), helm);
    clearInterval(beat);
    expect(longest).toBeLessThan(1_000);
  });
  test("output, time and memory without end", async () => {
    const small = renderBench({ limits: { timeoutMs: 4_000 } });
    const tight = renderBench({ limits: { outputBytes: 64 * 1024 } });
    const run = async (template: string, one = small) =>
      one.renderer.render(await one.tree(chartFiles("chart", { "chart/templates/x.yaml": template })), helm);
    const long = await run(
      '{{ range until 2000 }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: "x{{ . }}"}\ndata: {a: "{{ repeat 200 "y" }}"}\n{{ end }}',
      tight,
    );
    expect(long.problems[0]?.code).toBe("render.too-large");
    const endless = await run(
      '{{ define "f" }}{{ range until 1000000 }}{{ sha256sum (toString .) }}{{ end }}{{ end }}{{ range until 1000000 }}{{ $x := include "f" $ }}{{ end }}',
    );
    expect(["render.timeout", "render.memory"]).toContain(endless.problems[0]?.code);
    const large = await run(
      '{{ $x := "y" }}{{ range until 40 }}{{ $x = printf "%s%s" $x $x }}{{ end }}a: {{ $x }}',
    );
    expect(["render.memory", "render.timeout", "render.too-large"]).toContain(large.problems[0]?.code);
    expect(readdirSync(small.scratch)).toEqual([]);
    small.remove();
    tight.remove();
  });
  test("an archive that unpacks to far more than it is", async () => {
    const packed = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    expect(await within(chartFiles("chart", { "chart/charts/bomb.tgz": packed }), helm)).toBe(
      "render.too-large",
    );
  });
});

test("no name of a release or namespace is read as an option (T5)", async () => {
  const tree = await bench.tree(chartFiles("chart"));
  const hostile = fc.oneof(
    fc.constantFrom(
      "--post-renderer=/bin/sh",
      "--kubeconfig=/etc/passwd",
      "-f/etc/passwd",
      "--output-dir=/tmp/x",
      "a b",
      "",
      "A",
      "a\0b",
      "a/../b",
      "$(id)",
    ),
    fc.string({ unit: "binary", maxLength: 20 }).filter((s) => !/^[a-z0-9.-]+$/.test(s)),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (name) => {
      expect((await bench.renderer.render(tree, { ...helm, release: name })).problems[0]?.code).toBe(
        "render.source",
      );
      expect((await bench.renderer.render(tree, { ...helm, namespace: name })).problems[0]?.code).toBe(
        "render.source",
      );
    }),
    { numRuns: 100 },
  );
});

test("an error repeats no secret of the tree", async () => {
  const literal = await render(app("secretGenerator:\n- name: s\n  literals: [canary-6001]\n"));
  const broken = await render(
    app("resources: [s.yaml]", {
      "app/s.yaml":
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: canary-6002\n  other: [canary-6003\n",
    }),
  );
  const invalid = await render(
    app(
      "resources: [s.yaml]\npatches:\n- target: {kind: Secret}\n  patch: |-\n    - op: test\n      path: /stringData/password\n      value: canary-6004\n",
      {
        "app/s.yaml":
          "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: canary-6005}\n",
      },
    ),
  );
  for (const one of [literal, broken, invalid]) {
    expect(one.status).toBe("failed");
    expect(JSON.stringify(one)).not.toMatch(/canary-600/);
  }
});

test("exec plugins and functions never run", async () => {
  const marker = join(outside, "ran");
  const script = `#!/bin/sh\ntouch ${marker}\n`;
  const fn = `apiVersion: x/v1\nkind: Fn\nmetadata:\n  name: f\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./run.sh}\n`;
  await render(
    app("resources: [a.yaml]\ntransformers: [fn.yaml]", { "app/fn.yaml": fn, "app/run.sh": script }),
  );
  await render(
    app("resources: [a.yaml]\ngenerators: [fn.yaml]", {
      "app/fn.yaml": fn.replace("x/v1", "someteam.example.com/v1"),
      "app/run.sh": script,
    }),
  );
  expect(readdirSync(outside)).not.toContain("ran");
});

/** A tar of its own making, since no honest tool writes these entries. */
function tarGz(entries: readonly { name: string; type: string; link?: string; content?: string }[]): Buffer {
  const blocks = entries.flatMap(({ name, type, link = "", content = "" }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("0000644\0", 100);
    header.write(`${Buffer.byteLength(content).toString(8).padStart(11, "0")}\0`, 124);
    header.fill(" ", 148, 156);
    header.write(type, 156);
    header.write(link, 157);
    header.write("ustar\x0000", 257);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, "0")}\0 `,
      148,
    );
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
    body.write(content);
    return [header, body];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
