import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const alias = {
  "@": resolve(import.meta.dirname),
  "server-only": resolve(import.meta.dirname, "scripts/empty.ts"),
};
const exclude = ["**/node_modules/**", "dist/**", ".next/**", "e2e/**/*.spec.ts"];

// Three projects: node (rules, operations, adapters), dom (components), and cluster (needs a real Kubernetes API).
export default defineConfig({
  resolve: { alias },
  test: {
    // Most tests wait for git, helm and databases, so every core can take a file.
    maxWorkers: "100%",
    projects: [
      {
        resolve: { alias },
        test: {
          name: "node",
          environment: "node",
          include: ["**/*.test.ts"],
          exclude: [...exclude, "**/*.cluster.test.ts"],
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: {
          name: "dom",
          environment: "happy-dom",
          include: ["**/*.test.tsx"],
          exclude,
          testTimeout: 90_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "cluster",
          environment: "node",
          include: ["**/*.cluster.test.ts"],
          exclude,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
