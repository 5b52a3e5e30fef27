import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openHcl } from "./hcl";

const hcl = openHcl();
afterAll(() => hcl.close());

test("blocks and inputs are read as Terraform reads them", async () => {
  const [reading, json] = await hcl.read([
    { file: "a/main.tf", text: 'module "x" {\n  source = "../m"\n  size = var.size\n}\nn = 3\n' },
    { file: "a/more.tf.json", text: '{"module": {"y": {"source": "./y"}}}' },
  ]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own placeholder
  expect(reading?.value).toEqual({ module: { x: [{ source: "../m", size: "${var.size}" }] }, n: 3 });
  expect(json?.value).toEqual({ module: { y: { source: "./y" } } });
});

test("a mistake is a problem with line and column, and the other files are still read", async () => {
  const [broken, twice, json, good] = await hcl.read([
    { file: "x (1).tfvars", text: "a = [1,\nb = 2\n" },
    { file: "y.tf", text: "a = 1\na = 2\n" },
    { file: "z.tf.json", text: '{\n  "a": }' },
    { file: "good.tfvars", text: "a = 1\n" },
  ]);
  expect(broken?.problems).toEqual([
    {
      code: "terraform.syntax",
      severity: "error",
      message: "Missing item separator",
      hint: "Expected a comma to mark the beginning of the next item.",
      file: "x (1).tfvars",
      line: 2,
      column: 3,
    },
  ]);
  expect(twice?.problems).toMatchObject([{ message: "Attribute redefined", line: 2, column: 1 }]);
  expect(json?.problems).toMatchObject([{ code: "terraform.syntax", line: 2 }]);
  expect([broken?.value, good?.value, good?.problems]).toEqual([null, { a: 1 }, []]);
});

test("the event loop goes on while 100 files are read", async () => {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  const text = 'resource "a" "b" {\n  x = 1\n}\n'.repeat(50);
  const readings = await hcl.read(
    Array.from({ length: 100 }, (_, i) => ({ file: `${i}.tf`, text: `# ${i}\n${text}` })),
  );
  clearInterval(timer);
  expect(readings.every(({ value }) => value !== null)).toBe(true);
  // Alone it is a few milliseconds; the machine that runs the tests may be busy.
  expect(longest).toBeLessThan(500);
});

const example = join(import.meta.dirname, "../../../examples/acme/terraform");
const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

test("all of the example is read without a problem", async () => {
  const files = filesIn(example).map((file) => ({ file, text: readFileSync(file, "utf8") }));
  const readings = await hcl.read(files);
  expect(readings.flatMap(({ problems }) => problems)).toEqual([]);
  expect(readings.length).toBeGreaterThan(10);
});
