// `node bench/scroll.mjs URL EMAIL PASSWORD`: scrolls the compare page of a running production build through more than
// 1,100 differences and prints the long tasks (over 50 ms) that the browser itself counted. The real answer of the
// server is repeated under other names until there are enough rows, as the example has fewer.
import { cpus, loadavg } from "node:os";
import { chromium } from "playwright";

const [url = "http://127.0.0.1:3000", email = "", password = ""] = process.argv.slice(2);
const wanted = 1_100;
const stale = 31_000;

const browser = await chromium.launch({
  ...(process.env.O8_CHROMIUM ? { executablePath: process.env.O8_CHROMIUM } : {}),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForURL((to) => !to.pathname.startsWith("/sign-in"));
  await page.route(/\/api\/v1\/environment\/diff/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    const view = body.value ?? body;
    const own = view.differences;
    for (let round = 1; view.differences.length < wanted && own.length > 0; round++)
      view.differences.push(
        ...own.map((one) => ({
          ...one,
          id: one.id.replace("/", `-${round}/`),
          application: `${one.application}-${round}`,
          object: `${one.object}-${round}`,
          path: `${one.path}-${round}`,
          // Equal values would be one cause, shown as one line.
          ...(typeof one.leftValue === "string" ? { leftValue: `${one.leftValue} ${round}` } : {}),
        })),
      );
    await route.fulfill({ response: answer, json: body });
  });
  const topics = [
    "images",
    "replicas",
    "resources",
    "environment variables",
    "secrets",
    "policies",
    "data",
    "SLO",
    "other",
  ];
  await page.goto(`${url}/compare/staging...production?open=${topics.map(encodeURIComponent).join(",")}`);
  await page.waitForTimeout(stale);
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await page.waitForFunction((least) => {
    const rows = document.querySelector("table[aria-rowcount]")?.getAttribute("aria-rowcount");
    return Number(rows) > least / 2;
  }, wanted);
  await page.waitForTimeout(5_000);
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  const found = await page.evaluate(async () => {
    const tasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
    }).observe({ entryTypes: ["longtask"] });
    const frames = [];
    const end = document.documentElement.scrollHeight - innerHeight;
    let before = performance.now();
    for (let at = 0; at <= end; at += 120) {
      scrollTo(0, at);
      await new Promise((next) => requestAnimationFrame(next));
      const now = performance.now();
      frames.push(now - before);
      before = now;
    }
    await new Promise((next) => setTimeout(next, 500));
    frames.sort((a, b) => a - b);
    return {
      tasks,
      frames: frames.length,
      p95: Math.round(frames[Math.floor(frames.length * 0.95)] ?? 0),
      pixels: end,
      rows: document.querySelector("table[aria-rowcount]")?.getAttribute("aria-rowcount"),
      mounted: document.querySelectorAll("tbody tr").length,
    };
  });
  // A busy machine makes every task long: what the task itself computed is the time that its thread was running.
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mains = new Set(
    traceEvents
      .filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain")
      .map((event) => `${event.pid} ${event.tid}`),
  );
  const computed = traceEvents
    .filter((event) => event.name.endsWith("RunTask") && mains.has(`${event.pid} ${event.tid}`))
    .map((event) => (event.tdur ?? 0) / 1_000)
    .sort((a, b) => b - a);
  const long = computed.filter((ms) => ms > 50).length;
  console.log(
    `${long === 0 && computed.length > 0 ? "met   " : "MISSED"} scrolling ${found.rows} lines (${found.pixels} px, ${found.frames} frames, ${found.mounted} rows mounted): ${long} of ${computed.length} tasks computed for over 50 ms, the longest ${Math.round(computed[0] ?? 0)} ms; by the wall clock ${found.tasks.length} took longer, up to ${Math.max(0, ...found.tasks)} ms, p95 frame ${found.p95} ms; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`,
  );
} finally {
  await browser.close();
}
