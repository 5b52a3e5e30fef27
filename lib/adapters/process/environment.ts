import { homedir } from "node:os";
import { join } from "node:path";

/** The variables a child may inherit: where programs lie and how the network is reached, never a token. */
const network = ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];
const trust = ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"];

export type ChildEnvironment = Readonly<Record<string, string>>;

const pick = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );

/** `PATH` alone: for children that need no network. */
export const bareEnvironment = (): ChildEnvironment => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  ...pick(["PATH"]),
});

/** `PATH`, proxies and certificate stores: for children that talk to a configured remote. */
export const networkEnvironment = (): ChildEnvironment => ({
  ...bareEnvironment(),
  ...pick([...network, ...trust]),
});

/** What npm needs to find the registry this machine is set up for. */
export const registryEnvironment = (): ChildEnvironment => ({
  ...networkEnvironment(),
  ...pick(["HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"]),
  ...pick(Object.keys(process.env).filter((name) => /^npm_config_/i.test(name))),
});

/** Where downloaded tools are kept between runs (XDG base directory specification). */
export const defaultToolFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "orchestr8", "tools");

/** As Node's types want it; Next declares NODE_ENV as always present, which a child of ours has no use for. */
export const asProcessEnv = (env: ChildEnvironment): NodeJS.ProcessEnv => ({ ...env }) as NodeJS.ProcessEnv;
