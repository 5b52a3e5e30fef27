import { newId } from "@/lib/domain/id";
import { changes } from "./changes";
import type { Edit, Files } from "./edit";
import { undo } from "./edit";
import { momentOf, weekdayOf } from "./moment";
import type { Author } from "./people";
import { identityOf } from "./people";
import { bytesOf, seeded } from "./random";
import { firstVersions, releases } from "./releases";
import type { Step } from "./step";
import type { ExampleEnvironment } from "./version";
import { environments, setVersion } from "./version";

export type HistoryCommit = {
  at: Date;
  author: { name: string; email: string };
  message: string;
  /** Path -> whole new content (latin1), or null when the file goes. */
  writes: ReadonlyMap<string, string | null>;
};

type Move = {
  kind: "move";
  at: Step["at"];
  by: Author;
  application: string;
  to: string;
  environment: ExampleEnvironment;
  comesFrom: ExampleEnvironment | null;
  title: string;
  approvers: readonly Parameters<typeof identityOf>[0][];
  edits: readonly Edit[];
};
type Planned = Move | (Step & { kind: "change" });

const rollback: Move = {
  kind: "move",
  at: "13d 12:20",
  by: "henrik",
  application: "my-service",
  to: "1.7.2",
  environment: "production",
  comesFrom: null,
  title: "1.7.3 ran out of memory on large pages four hours after it came.",
  approvers: ["jonas"],
  edits: [],
};

function moves(): Move[] {
  return releases.flatMap((one) => {
    const path = environments.filter((environment) => one.at[environment] !== undefined);
    return path.flatMap((environment, index): Move[] => {
      const at = one.at[environment];
      if (at === undefined) return [];
      const approvers = environment === "production" ? one.approvers : [];
      const comesFrom = path[index - 1] ?? null;
      const { application, by, title } = one;
      return [
        {
          kind: "move",
          at,
          by,
          application,
          to: one.version,
          environment,
          comesFrom,
          title,
          approvers,
          edits: one.carries(environment),
        },
      ];
    });
  });
}

/**
 * The commits whose last one leaves exactly `tree` behind, oldest first; the first creates the repository.
 * Pure: the same tree, time and seed give the same commits. Throws when the tree and the told history disagree.
 */
export function historyOf(tree: ReadonlyMap<string, string>, now: Date, seed: number): HistoryCommit[] {
  const random = seeded(seed);
  const told: Planned[] = [
    ...moves(),
    rollback,
    ...changes.map((step) => ({ kind: "change" as const, ...step })),
  ];
  const planned = told.sort((a, b) => momentOf(a.at, now) - momentOf(b.at, now));
  const times = timesOf(planned, now, random);
  const steps = inCommits(planned, times, random);
  return rewind(tree, steps, new Date(momentOf("56d 08:00", now)));
}

function timesOf(planned: readonly Planned[], now: Date, random: () => number): number[] {
  const second = 1000;
  let last = 0;
  return planned.map(({ at }) => {
    const byDay = at.includes("d");
    const wanted = weekdayOf(at, momentOf(at, now)) + (byDay ? Math.floor(random() * 240) * second : 0);
    // What a weekend pushed together keeps its order, some minutes apart.
    const gap = byDay ? Math.floor(240 + random() * 240) * second : second;
    last = Math.max(Math.floor(wanted / second) * second, last + gap);
    return last;
  });
}

type Described = Omit<HistoryCommit, "writes"> & { edits: readonly Edit[] };

function inCommits(planned: readonly Planned[], times: readonly number[], random: () => number): Described[] {
  const running = new Map<string, string>();
  return planned.map((one, index) => {
    const at = new Date(times[index] ?? 0);
    const author = identityOf(one.by);
    if (one.kind === "change") {
      const message = one.body === undefined ? `${one.subject}\n` : `${one.subject}\n\n${one.body}\n`;
      return { at, author, message, edits: one.edits };
    }
    const place = `${one.application}/${one.environment}`;
    const from = running.get(place) ?? firstVersions[one.application] ?? "";
    running.set(place, one.to);
    const promoted = one.environment !== "dev";
    const id = newId("promotion", at, bytesOf(random, 10));
    const trailers = promoted ? [`Promotion-Id: ${id}`, ...one.approvers.map(coAuthor)] : [];
    const message = [
      `${subjectOf(one)}\n`,
      `${one.title}\n`,
      ...(promoted ? [`${trailers.join("\n")}\n`] : []),
    ].join("\n");
    return {
      at,
      author,
      message,
      edits: [setVersion(one.application, one.environment, from, one.to), ...one.edits],
    };
  });
}

function subjectOf(move: Move): string {
  const release = `${move.application} ${move.to}`;
  if (move.environment === "dev") return `Run ${release} in dev`;
  return move.comesFrom === null
    ? `Roll ${move.application} back to ${move.to} in ${move.environment}`
    : `Promote ${release} from ${move.comesFrom} to ${move.environment}`;
}

function coAuthor(handle: Parameters<typeof identityOf>[0]): string {
  const { name, email } = identityOf(handle);
  return `Co-authored-by: ${name} <${email}>`;
}

function rewind(
  tree: ReadonlyMap<string, string>,
  steps: readonly Described[],
  begin: Date,
): HistoryCommit[] {
  const files: Files = new Map(tree);
  const commits: HistoryCommit[] = [];
  for (const { edits, ...step } of [...steps].reverse()) {
    const after = new Map(files);
    for (const edit of [...edits].reverse()) undo(files, edit);
    commits.push({ ...step, writes: difference(files, after) });
  }
  const message = "Describe ACME's fleet in one repository\n";
  commits.push({ at: begin, author: identityOf("mira"), message, writes: new Map(files) });
  return commits.reverse();
}

function difference(before: Files, after: Files): Map<string, string | null> {
  const writes = new Map<string, string | null>();
  for (const [path, content] of after) if (before.get(path) !== content) writes.set(path, content);
  for (const path of before.keys()) if (!after.has(path)) writes.set(path, null);
  return writes;
}
