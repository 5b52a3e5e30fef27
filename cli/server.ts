import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type Ask, http, over } from "@/lib/client/transport";
import { type Io, UsageError } from "./io";

type Login = { url: string; token: string };

const fileOf = (io: Io): string =>
  io.env.O8_CONFIG ?? join(io.env.XDG_CONFIG_HOME ?? join(homedir(), ".config"), "orchestr8", "login.json");

/** The console signed in to: O8_URL and O8_TOKEN (for CI), else what `o8 login` keeps. */
export function loginOf(io: Io): Login | null {
  if (io.env.O8_URL && io.env.O8_TOKEN) return { url: io.env.O8_URL, token: io.env.O8_TOKEN };
  try {
    return JSON.parse(readFileSync(fileOf(io), "utf8")) as Login;
  } catch {
    return null;
  }
}

/** Kept readable by its owner only. */
export function keepLogin(io: Io, login: Login): string {
  const file = fileOf(io);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  return file;
}

/** Typed calls to the console; a usage error tells how to sign in. */
export function server(io: Io): Ask {
  const login = loginOf(io);
  if (!login)
    throw new UsageError(
      "this command needs a console: run `o8 login --url URL`, or set O8_URL and O8_TOKEN",
    );
  return over(http(login.url, { token: login.token }));
}
