import { notFound } from "next/navigation";
import type { ReactNode } from "react";

export const dynamic = "force-dynamic";

/** The kit is for us: in production it is not there unless O8_DEV_UI=1 asks for it. */
export default function DevLayout({ children }: { children: ReactNode }) {
  if (process.env.NODE_ENV === "production" && process.env.O8_DEV_UI !== "1") notFound();
  return children;
}
