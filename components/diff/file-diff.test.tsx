import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { FileChange } from "@/lib/contract/plan-view";
import { DiffTable } from "./diff-table";
import { FileDiff } from "./file-diff";

afterEach(cleanup);

const change: FileChange = {
  file: "overlays/production/kustomization.yaml",
  added: 1,
  removed: 1,
  hunks: [
    {
      lines: [
        { kind: "context", oldLine: 10, newLine: 10, text: "  - name: acme/my-service", letter: null },
        { kind: "removed", oldLine: 11, newLine: null, text: '    newTag: "1.8.0"', letter: null },
        { kind: "added", oldLine: null, newLine: 11, text: '    newTag: "1.8.2"', letter: "a" },
      ],
    },
  ],
};

describe("the changes of a file", () => {
  test("tell added from removed lines to a screen reader and to the clipboard", () => {
    render(<FileDiff change={change} />);
    const table = screen.getByRole("table", { name: "Changes of overlays/production/kustomization.yaml" });
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      "1010  - name: acme/my-service",
      '11− removed line    newTag: "1.8.0"',
      '11+ added line    newTag: "1.8.2"edit a',
    ]);
  });

  test("keep every letter of a line although its words are marked", () => {
    const { container } = render(<FileDiff change={change} />);
    expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([
      "1.8.0",
      "1.8.2",
    ]);
  });

  test("count in the head, with words for readers", () => {
    render(<FileDiff change={change} />);
    expect(screen.getByText("+1", { exact: false }).textContent).toBe("+1 added");
    expect(screen.getByText("−1", { exact: false }).textContent).toBe("−1 removed");
  });
});

describe("a table of differences", () => {
  const table = (
    <DiffTable
      label="Differences"
      left={{ name: "staging", production: false }}
      right={{ name: "production", production: true }}
      topics={[
        {
          name: "Environment variables",
          count: 2,
          rows: [
            {
              id: "1",
              loud: { number: 1, kind: "failed", word: "leak" },
              title: "checkout",
              object: "Deployment",
              path: "env.SESSION_STORE",
              reason: "Production writes to a host of staging.",
              leak: "staging",
              left: { kind: "value", text: "cache.staging.acme.io?pool=8", layer: "base" },
              right: { kind: "value", text: "cache.staging.acme.io?pool=32", layer: "environment" },
            },
            {
              id: "2",
              title: "ledger",
              object: "Secret",
              path: "api.key",
              label: "expected",
              left: { kind: "secret", text: "version 7" },
              right: { kind: "absent" },
            },
          ],
        },
      ]}
    />
  );

  test("shows both sides whole, with their signs, and points at what leaks", () => {
    const { container } = render(table);
    const row = screen.getByRole("rowheader", { name: /checkout/ }).closest("tr");
    expect(row?.textContent).toContain("+cache.staging.acme.io?pool=32");
    expect(row?.textContent).toContain("−cache.staging.acme.io?pool=8");
    expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toContain("staging");
    expect(row?.textContent).toContain("Production writes to a host of staging.");
  });

  test("says that a side is not there instead of leaving it empty", () => {
    render(table);
    expect(screen.getByRole("rowheader", { name: /ledger/ }).closest("tr")?.textContent).toContain(
      "not there",
    );
  });

  test("labels production", () => {
    render(table);
    expect(screen.getByRole("columnheader", { name: /PROD production/ })).toBeTruthy();
  });
});
