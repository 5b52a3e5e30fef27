"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";
import { PersonAvatar } from "@/components/person/person-avatar";
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
  const [email, setEmail] = useState("");
  const password = useRef<HTMLInputElement>(null);
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
    <form method="post" onSubmit={submit} className="grid gap-3">
      <Field label="Email">
        {(wiring) => (
          <TextInput
            {...wiring}
            name="email"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password" error={error}>
        {(wiring) => (
          <TextInput
            {...wiring}
            ref={password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      <Button type="submit" variant="primary" wide pending={pending}>
        Sign in
      </Button>
      <fieldset className="-mx-5 mt-1 -mb-5 border-t border-line px-3 pt-3 pb-3">
        <legend className="heard">People of the demo: fills in the email</legend>
        <ul className="grid">
          {people.map((person) => (
            <li key={person.email}>
              <button
                type="button"
                aria-pressed={email === person.email}
                onClick={() => {
                  setEmail(person.email);
                  password.current?.focus();
                }}
                className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover aria-pressed:bg-selected max-md:min-h-11"
              >
                <PersonAvatar name={person.name} size={18} />
                <span className="font-medium">{person.name}</span>
                <span className="ml-auto truncate text-12 text-text-2">{person.role}</span>
              </button>
            </li>
          ))}
        </ul>
      </fieldset>
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
