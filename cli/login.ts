import { http, over } from "@/lib/client/transport";
import { person } from "@/lib/contract";
import { printFailed } from "./answer";
import { exitCodes, type Given, type Io, UsageError } from "./io";
import { textOption } from "./option";
import { keepLogin, loginOf } from "./server";
import { bold, note, shown, yellow } from "./style";

/** `o8 login`: keeps an address and a token once the console has said whose it is. */
export async function runLogin(given: Given): Promise<number> {
  const { io } = given;
  const url = addressOf(textOption(given, "url") ?? io.env.O8_URL ?? loginOf(io)?.url);
  if (!isSafe(url))
    note(io, `${yellow("warning")}: ${url} is not encrypted; the token can be read on the way`);
  const token = (textOption(given, "token") ?? (await typedToken(io, url))).trim();
  if (token === "") throw new UsageError("no token was given; make one in the console, under settings");
  const answer = await over(http(url, { token }))(person.me, {});
  if (!answer.ok) return printFailed(answer, "Login", "text", io);
  const file = keepLogin(io, { url, token });
  const { name, email, teams } = answer.value;
  const where = teams.length === 0 ? "in no team" : `in ${teams.map(({ team }) => team).join(", ")}`;
  io.out(shown(`Signed in to ${url} as ${bold(name)} (${email}), ${where}.\nKept in ${file}\n`, io));
  return exitCodes.done;
}

async function typedToken(io: Io, url: string): Promise<string> {
  if (io.hidden) return io.hidden(`Token for ${url} (made in the console, under settings): `);
  return io.stdin();
}

/** Origin of a console's address; a path, query or user in it is a mistake. */
function addressOf(text: string | undefined): string {
  if (text === undefined) throw new UsageError("--url URL is needed: the console's address");
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError(`${text} is no address; it looks like https://console.example.com`);
  }
  if (!/^https?:$/.test(url.protocol)) throw new UsageError(`${text} is no http or https address`);
  if (url.username !== "" || url.password !== "")
    throw new UsageError("the address may not hold a name or password");
  return url.origin;
}

const isSafe = (url: string): boolean =>
  url.startsWith("https:") || /^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(url);
