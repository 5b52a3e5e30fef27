"use client";
import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect, useState } from "react";
import { reread } from "./reread";

/** React Query for the console, fed by the one change stream of this tab; and the address as the state of views. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 30_000,
            retry: 1,
            refetchOnWindowFocus: true,
            // What could not be read anew looks old; it is asked for until it can.
            refetchInterval: ({ state }) => (state.status === "error" ? 15_000 : false),
          },
          mutations: { retry: false },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <ChangeStream />
      <NuqsAdapter>{children}</NuqsAdapter>
    </QueryClientProvider>
  );
}

function ChangeStream() {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource("/api/changes");
    source.addEventListener("changed", (event) => {
      const topics = new Set(JSON.parse(event.data) as string[]);
      reread(client, (query) =>
        ((query.meta?.topics as string[] | undefined) ?? []).some((topic) => topics.has(topic)),
      );
    });
    source.addEventListener("reset", () => reread(client, () => true));
    return () => source.close();
  }, [client]);
  return null;
}
