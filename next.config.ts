import type { NextConfig } from "next";

const config: NextConfig = {
  // Only the container image wants the copied output; `next start` serves everything else.
  ...(process.env.O8_STANDALONE === "1" ? { output: "standalone" as const } : {}),
  // The second one is a build for tests beside a running demo.
  distDir: process.env.O8_DIST ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  images: { unoptimized: true },
  // Browsers ask for it whenever a page's own icon is named late.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // One instance each, and plain stack traces: these must not be bundled twice.
  serverExternalPackages: ["@electric-sql/pglite", "@kubernetes/client-node", "@cdktn/hcl2json"],
  experimental: { authInterrupts: true },
  agentRules: false,
} as NextConfig;

export default config;
