"use client";
import { QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect, useState } from "react";

/** React Query for the console, fed by the one change stream of this tab; and the address as the state of views. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: true },
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
      void client.invalidateQueries({
        predicate: (query) =>
          ((query.meta?.topics as string[] | undefined) ?? []).some((topic) => topics.has(topic)),
      });
    });
    source.addEventListener("reset", () => void client.invalidateQueries());
    return () => source.close();
  }, [client]);
  return null;
}
