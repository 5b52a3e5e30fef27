"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";

/** Email and password of one of the demo's printed people. */
export function DemoSignIn({
  next,
  people,
}: {
  next: string;
  people: readonly { name: string; role: string; email: string }[];
}) {
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    const answer = await signIn("demo", {
      email: form.get("email"),
      password: form.get("password"),
      redirect: false,
    });
    if (answer?.ok) window.location.assign(next);
    else {
      setPending(false);
      setError("No such person, or another password. The demo prints both where it was started.");
    }
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label="Email">
        {(wiring) => (
          <TextInput
            {...wiring}
            name="email"
            type="email"
            autoComplete="username"
            list="demo-people"
            required
          />
        )}
      </Field>
      <datalist id="demo-people">
        {people.map((person) => (
          <option key={person.email} value={person.email}>{`${person.name}, ${person.role}`}</option>
        ))}
      </datalist>
      <Field label="Password" error={error}>
        {(wiring) => (
          <TextInput {...wiring} name="password" type="password" autoComplete="current-password" required />
        )}
      </Field>
      <Button type="submit" variant="primary" wide pending={pending}>
        Sign in
      </Button>
    </form>
  );
}

/** Leaves for the identity provider and comes back to where the person wanted to go. */
export function SingleSignOn({ next }: { next: string }) {
  const [pending, setPending] = useState(false);
  return (
    <Button
      variant="primary"
      wide
      pending={pending}
      onClick={() => {
        setPending(true);
        void signIn("oidc", { callbackUrl: next });
      }}
    >
      Sign in with single sign-on
    </Button>
  );
}
