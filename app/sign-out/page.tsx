import type { Metadata } from "next";
import { SignOut } from "@/components/sign-in/sign-out";

export const metadata: Metadata = { title: "Sign out" };

export default function SignOutPage() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <SignOut />
    </main>
  );
}
