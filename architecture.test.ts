import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

/** Who may import whom: room -> the rooms it may use, and the advice for everything else. */
const rooms: Record<string, { may: readonly string[]; advice: string }> = {
  "lib/domain": { may: [], advice: "Domain is pure: take it as an argument, or move the rule's data here." },
  "lib/contract": { may: ["lib/domain"], advice: "A contract names shapes only; decide in lib/operations." },
  "lib/ports": {
    may: ["lib/domain"],
    advice: "A port speaks in domain types; the vendor belongs in lib/adapters.",
  },
  "lib/operations": {
    may: ["lib/domain", "lib/contract", "lib/ports"],
    advice: "Ask through a port; the engine wires the adapter.",
  },
  "lib/adapters": {
    may: ["lib/domain", "lib/ports"],
    advice: "An adapter implements a port and knows nothing else of ours.",
  },
  "lib/standins": {
    may: ["lib/domain", "lib/ports", "lib/adapters"],
    advice: "A stand-in implements a port for the demo and tests.",
  },
  db: {
    may: ["lib/domain", "lib/ports"],
    advice: "The store implements storage ports; rules live in lib/domain.",
  },
  "lib/engine": {
    may: ["lib/domain", "lib/contract", "lib/ports", "lib/operations", "lib/adapters", "lib/standins", "db"],
    advice: "The engine wires and runs; pages and the CLI use it from above.",
  },
  "lib/client": {
    may: ["lib/domain", "lib/contract"],
    advice: "The client types calls; it never runs an operation.",
  },
  "lib/server": {
    may: ["lib/domain", "lib/contract", "lib/operations", "lib/engine", "lib/ports", "lib/adapters/git"],
    advice: "The server turns sessions into actors and outcomes into responses.",
  },
  components: {
    may: ["lib/domain", "lib/contract", "lib/client", "app/actions"],
    advice: "A component shows: get data through components/query.",
  },
  app: {
    may: ["components", "lib/server", "lib/contract", "lib/domain", "app"],
    advice: "A route fetches through lib/server and arranges components.",
  },
  cli: {
    may: ["lib/domain", "lib/contract", "lib/client", "lib/operations", "lib/engine", "lib/ports"],
    advice: "The CLI asks operations offline or over HTTP, or runs plain programs over domain.",
  },
};

/** Libraries with one owner each; elsewhere they are the port's business. */
const owners: Record<string, readonly string[]> = {
  "drizzle-orm": ["db"],
  pg: ["db"],
  "@electric-sql/pglite": ["db"],
  "@kubernetes/client-node": ["lib/adapters/kubernetes"],
  "next-auth": ["lib/server", "app/api/auth", "components/sign-in"],
  next: ["app", "components", "lib/server", "next.config.ts", "proxy.ts"],
  react: ["app", "components"],
  commander: ["cli"],
};

const domainLibraries = new Set(["zod", "yaml", "temporal-polyfill", "croner"]);

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"], {
  encoding: "utf8",
})
  .split("\n")
  .filter(
    (file) =>
      /^(lib|db|cli|app|components)\//.test(file) &&
      !/\.(test|fixture|conformance)\.tsx?$|\/testing\//.test(file),
  );

const roomOf = (path: string): string | null =>
  Object.keys(rooms)
    .filter((room) => path === room || path.startsWith(`${room}/`) || path.startsWith(`${room}.`))
    .sort((a, b) => b.length - a.length)[0] ?? null;

function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  return [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)"([^"]+)"/gm)].map(
    (match) => match[1] ?? "",
  );
}

const target = (file: string, specifier: string): string | null =>
  specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? normalize(join(dirname(file), specifier))
      : null;

test("every import goes in an allowed direction", () => {
  const wrong = files.flatMap((file) => {
    const room = roomOf(file);
    if (!room) return [];
    return importsOf(file).flatMap((specifier) => {
      const to = target(file, specifier);
      const into = to === null ? null : roomOf(to);
      if (to === null || into === null || into === room) return [];
      const ok = rooms[room]?.may.some(
        (allowed) => to === allowed || to.startsWith(`${allowed}/`) || into === allowed,
      );
      return ok ? [] : [`${file} imports ${to}. ${rooms[room]?.advice}`];
    });
  });
  expect(wrong).toEqual([]);
});

test("a vendor library is used by its owner only", () => {
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap((specifier) => {
      const library = Object.keys(owners).find(
        (name) => specifier === name || specifier.startsWith(`${name}/`),
      );
      if (!library) return [];
      return owners[library]?.some((owner) => file.startsWith(owner))
        ? []
        : [`${file} uses ${specifier}; it belongs to ${owners[library]?.join(", ")}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("the domain knows no process, clock, chance or network", () => {
  const wrong = files
    .filter((file) => file.startsWith("lib/domain/"))
    .flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const libraries = importsOf(file).filter(
        (s) => !s.startsWith(".") && !s.startsWith("@/") && !domainLibraries.has(s.split("/")[0] ?? ""),
      );
      const ambient = [
        ...text.matchAll(/\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.|fetch\(|crypto\.)/g),
      ].map((m) => m[0]);
      return [...libraries, ...ambient].map((what) => `${file} uses ${what}: take it as an argument`);
    });
  expect(wrong).toEqual([]);
});

test("what a browser loads never pulls in the YAML parser", () => {
  const wrong = files
    .filter((file) => file.startsWith("lib/contract/"))
    .flatMap((file) =>
      importsOf(file)
        .filter((s) => s === "yaml")
        .map(() => file),
    );
  expect(wrong).toEqual([]);
});

test("no file is named after nothing", () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared|types|manager|service)\.tsx?$/;
  expect(files.filter((file) => vague.test(file))).toEqual([]);
});

const kept = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).split("\n");

/** Whether a file is the one named, in the folder named, or of the pattern named. */
function fits(path: string, name: string): boolean {
  if (name.endsWith("/")) return path.startsWith(name);
  const [head = "", ...tail] = name.split("*");
  return tail.length === 0 ? path === name : path.startsWith(head) && path.endsWith(tail.join("*"));
}

test("every room has a README, and the files it names are there", () => {
  const wrong = Object.keys(rooms).flatMap((room) => {
    const file = `${room}/README.md`;
    if (!existsSync(file)) return [`${file} is missing: what lives here, what may not, what to read first`];
    const text = readFileSync(file, "utf8");
    const named = [...text.matchAll(/`([\w()[\]./*-]+(?:\/|\.(?:tsx?|css|json|md)))`/g)].map(
      (m) => m[1] ?? "",
    );
    return named
      .filter((name) => !kept.some((path) => fits(path, `${room}/${name}`) || fits(path, name)))
      .map((name) => `${file} names ${name}, which is not there`);
  });
  expect(wrong).toEqual([]);
});
