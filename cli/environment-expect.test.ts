import { expect, test } from "vitest";
import { EnvironmentExpect } from "@/lib/contract/documents/environment";
import { o8 } from "./io.fixture";

const preview = (...rest: string[]) =>
  o8(["environment", "expect", ...rest, "--reason", "meant", "--plan", "--repo", "examples/acme"]);
const planned = async (...rest: string[]) => {
  const { exit, out, err } = await preview(...rest, "-o", "json");
  expect([exit, err]).toEqual([0, expect.stringContaining("nothing is asked for")]);
  return EnvironmentExpect.parse(JSON.parse(out));
};
const regions = ["dev", "production", "--path", "data.*REGION"];

test("a rule is shown offline as what it would hide, the lines it would write and who guards its way", async () => {
  const document = await planned(...regions);
  expect(document).toMatchObject({ preview: true, promotion: null });
  expect(document.hides).toMatchObject([{ left: "dev", right: "production", count: 2 }]);
  expect(document.plan.digest).toBeNull();
  expect(document.plan.files).toMatchObject([{ file: "orchestr8.yaml", added: 3, removed: 0 }]);
  expect(document.approvers.map(({ team }) => team)).toEqual(["platform-team", "security-team"]);
  const { out } = await preview(...regions);
  expect(out).toContain("2 differences would become expected");
  expect(out).toContain("pair: dev...production");
  expect(out).toContain("approved by security-team, which guards the way into production");
});

test("it is narrowed by application, kind, direction and last day, and spoken towards production either way round", async () => {
  const narrow = ["--application", "identity", "--kind", "ConfigMap", "--until", "2026-12-31"];
  for (const pair of [
    ["dev", "production"],
    ["production", "dev"],
  ]) {
    const document = await planned(...pair, "--path", "**.minimum_length", "--direction", "rise", ...narrow);
    expect(document.hides).toMatchObject([
      { left: "dev", right: "production", count: 1, rows: [{ left: 8, right: 14 }] },
    ]);
    expect(document.plan.application).toBe("identity");
    const lines = document.plan.files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
    expect(lines.filter(({ kind }) => kind === "added").map(({ text }) => text.trim())).toEqual([
      '- path: "**.minimum_length"',
      "kind: ConfigMap",
      "application: identity",
      "pair: dev...production",
      "direction: rise",
      "because: meant",
      'until: "2026-12-31"',
    ]);
  }
});

test("every pair is weighed when it speaks of all, and an application's name may have a star", async () => {
  const document = await planned(
    "dev",
    "production",
    "--path",
    "data.*",
    "--every-pair",
    "--application",
    "l*",
  );
  expect(document.hides.map(({ left, right, count }) => [left, right, count])).toEqual([
    ["dev", "production", 1],
    ["dev", "integration", 0],
    ["integration", "staging", 1],
    ["staging", "production", 0],
  ]);
  expect(document.plan.application).toBe("ledger");
});

test("what would hide nothing, speaks of nobody or is no day is refused", async () => {
  const none = await preview("dev", "production", "--path", "no.such.path");
  expect([none.exit, none.err]).toEqual([3, expect.stringContaining("expect.nothing")]);
  const wrongWay = await preview("dev", "production", "--path", "**.minimum_length", "--direction", "fall");
  expect(wrongWay.exit).toBe(3);
  const nobody = await preview(...regions, "--application", "nobody*");
  expect([nobody.exit, nobody.err]).toEqual([3, expect.stringContaining("expect.nothing")]);
  const day = await preview(...regions, "--until", "2026-02-30");
  expect([day.exit, day.err]).toEqual([2, expect.stringContaining("2026-12-31")]);
  expect((await o8(["environment", "expect", "dev", "production", "--path", "data.*"])).exit).toBe(2);
});
