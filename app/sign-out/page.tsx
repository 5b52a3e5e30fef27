import type { Metadata } from "next";
import { Brand } from "@/components/frame/brand";
import { SignOut } from "@/components/sign-in/sign-out";

export const metadata: Metadata = { title: "Sign out" };

export default function SignOutPage() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-[360px] gap-5">
        <Brand />
        <SignOut />
      </div>
    </main>
  );
}
