"use client";

import { Failure } from "@/components/frame/failure";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <Failure digest={error.digest} reset={reset} />;
}
