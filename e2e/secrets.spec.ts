import { rm } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { foundIn } from "@/lib/operations/testing/canary";
import { expect, test } from "./fixtures/test";
import { treeWithSecrets } from "./fixtures/tree";

let tree: Awaited<ReturnType<typeof treeWithSecrets>> | undefined;
test.use({
  options: {
    env: async () => {
      tree = await treeWithSecrets();
      return { O8_DEMO_TREE: tree.folder };
    },
  },
});
test.afterAll(async () => {
  if (tree) await rm(tree.folder, { recursive: true, force: true });
});

const paths = [
  "/",
  "/applications/my-service",
  "/applications/my-service/config/staging",
  "/applications/my-service/config/production?path=Secret%2Fplanted-secret%2Fdata.password",
  "/applications/my-service/promote?from=staging&to=production",
  "/environments",
  "/environments/production",
  "/compare/staging...production",
  "/compare/staging...production?app=my-service&tab=text",
  "/parity",
  "/resources",
  "/cost",
  "/promotions",
  "/inbox",
  "/audit",
  "/settings",
  "/no-such-page",
];

/** A page as the server sends it: the document, and the payload that a click on a link fetches. */
async function sent(page: Page, path: string): Promise<string> {
  const texts: string[] = [];
  for (const headers of [{}, { rsc: "1" }]) {
    const answer = await page.request.get(path, { headers });
    texts.push(JSON.stringify(answer.headers()), await answer.text());
  }
  return texts.join("\n");
}

/** What the stream of news says for some seconds, while a promotion is asked for. */
const newsOf = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((done) => {
        const stream = new EventSource("/api/changes");
        let said = "";
        stream.addEventListener("changed", ({ data }) => {
          said += `${data}\n`;
        });
        setTimeout(() => {
          stream.close();
          done(said);
        }, 6_000);
      }),
  );

test("no page, payload, answer of the API or news holds a planted secret, whoever reads", async ({
  server,
  visit,
}) => {
  const planted = tree?.planted ?? [];
  expect(planted.length).toBeGreaterThan(0);
  let read = "";
  for (const handle of ["ada", "sofia", "tomas"]) {
    const { page, guard } = await visit(handle);
    guard.expect(/404|403/);
    for (const path of paths) read += await sent(page, path);
    const input = (value: object) => encodeURIComponent(JSON.stringify(value));
    for (const [verb, value] of [
      ["environment/diff", { left: "staging", right: "production" }],
      ["environment/render", { environment: "production", application: "my-service" }],
      ["application/config", { application: "my-service", environment: "production" }],
    ] as const)
      read += await (await page.request.get(`/api/v1/${verb}?input=${input(value)}`)).text();
    if (handle !== "ada") continue;
    const news = newsOf(page);
    const asked = await page.request.post("/api/v1/promotion/request", {
      headers: { origin: server.url },
      data: { application: "my-service", from: "staging", to: "production" },
    });
    const answer = await asked.text();
    expect(asked.status(), answer).toBe(200);
    const { value } = JSON.parse(answer) as { value: { id: string } };
    for (const tab of ["changes", "gates", "risk", "plan", "timeline"])
      read += await sent(page, `/promotions/${value.id}?tab=${tab}`);
    const heard = await news;
    expect(heard).toContain("promotions");
    read += answer + heard;
  }
  // The objects they were planted in are looked at, and told as changed.
  for (const name of ["planted-secret", "planted-settings"]) expect(read).toContain(name);
  expect(foundIn(read, planted)).toEqual([]);
});
