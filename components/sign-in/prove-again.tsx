import { Callout } from "../ui/callout";
import { Field, TextInput } from "../ui/field";
import type { Proving } from "./use-proof";

/** Why an act waits for a new sign-in, and the password where that is how the reader signs in. */
export function ProveAgain({ proving, returned }: { proving: Proving; returned: boolean }) {
  const { needed, password, wrong, type } = proving;
  if (!needed) return null;
  const message =
    needed.fresh.message ?? "This needs a new sign-in, and yours became too old while it was open.";
  return (
    <>
      <Callout>
        {message}
        {returned && needed.by === "provider"
          ? " You came back from the identity provider, and it did not say that it asked you just now (auth_time). Your administrator can let it say so; an access token made before keeps working."
          : null}
      </Callout>
      {needed.by === "password" ? (
        <Field label={`Password of ${needed.email}`} error={wrong}>
          {(wiring) => (
            <TextInput
              {...wiring}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
