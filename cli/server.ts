import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type Ask, http, over } from "@/lib/client/transport";
import { parseJson } from "@/lib/domain/json";
import { type Io, UsageError } from "./io";

type Login = { url: string; token: string };

const fileOf = (io: Io): string =>
  io.env.O8_CONFIG ?? join(io.env.XDG_CONFIG_HOME ?? join(homedir(), ".config"), "orchestr8", "login.json");

/** The console signed in to: O8_URL and O8_TOKEN (for CI), else what `o8 login` keeps. */
export function loginOf(io: Io): Login | null {
  const { O8_URL: url, O8_TOKEN: token } = io.env;
  if (url && token) return { url: url.replace(/\/+$/, ""), token };
  try {
    const kept: unknown = JSON.parse(readFileSync(fileOf(io), "utf8"));
    return isLogin(kept) ? kept : null;
  } catch {
    return null;
  }
}

const isLogin = (value: unknown): value is Login =>
  typeof value === "object" &&
  value !== null &&
  "url" in value &&
  typeof value.url === "string" &&
  "token" in value &&
  typeof value.token === "string";

/** Kept readable by its owner only, also when the file was there before with other rights. */
export function keepLogin(io: Io, login: Login): string {
  const file = fileOf(io);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  renameSync(fresh, file);
  return file;
}

/** Typed calls to the console; a usage error tells how to sign in. */
export function server(io: Io): Ask {
  const login = loginOf(io);
  if (!login)
    throw new UsageError(
      "this command needs a console: run `o8 login --url URL`, or set O8_URL and O8_TOKEN",
    );
  return over(http(login.url, { token: login.token, parse: parseJson }));
}
