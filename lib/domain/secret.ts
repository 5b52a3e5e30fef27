import type { Json, JsonObject } from "./json";
import type { Manifest } from "./manifest";

/** A keyed one-way hash: the same text gives the same letters within one process, and tells nobody the text. */
export type KeyedHash = (text: string) => string;

const MARK = "o8-secret:";
const WHOLE_MARK = /^o8-secret:[A-Za-z0-9_-]{8,128}$/;
const ANY_MARK = /o8-secret:[A-Za-z0-9_-]{8,128}/g;
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Is this value exactly one masked secret? */
export const isSecretMark = (value: unknown): boolean => typeof value === "string" && WHOLE_MARK.test(value);

/** Does this text hold a masked secret somewhere, such as a URL's password? */
export const holdsSecretMark = (value: unknown): boolean =>
  typeof value === "string" && value.includes(MARK) && value.search(ANY_MARK) >= 0;

/** The value with every mark made anonymous (`***`), fit for an answer: a stable mask must never be shown. */
export function hideSecretMarks(value: Json): Json {
  if (typeof value === "string") return value.includes(MARK) ? value.replace(ANY_MARK, "***") : value;
  if (Array.isArray(value)) return value.map(hideSecretMarks);
  if (value === null || typeof value !== "object") return value;
  return mapValues(value, hideSecretMarks);
}

/**
 * The object with nothing secret left in it: Secret values become marks (`o8-secret:<hash>`), `stringData` is joined
 * over decoded `data` so equal content has an equal mark, and the last-applied annotation is dropped. Secrets nested
 * in Lists or templates count; a malformed Secret is masked wholesale. Credential-looking environment variables,
 * ConfigMap keys and embedded settings, and passwords in URLs are masked too. Masking twice changes nothing.
 */
export function maskSecrets(object: Manifest, hash: KeyedHash): Manifest {
  // The walk keeps apiVersion, kind and metadata.name as they are, so a manifest stays one.
  return maskNode(object, hash, true) as Manifest;
}

/** The mark that stands for a secret text. */
export const secretMark = (text: string, hash: KeyedHash): string =>
  isSecretMark(text) ? text : MARK + hash(text);
const mark = secretMark;

const markAny = (value: Json, hash: KeyedHash): string =>
  mark(
    typeof value === "string"
      ? value
      : JSON.stringify(value, (_, v) => (typeof v === "bigint" ? String(v) : v)),
    hash,
  );

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function mapValues(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

const isSecretKind = (kind: Json | undefined): boolean =>
  typeof kind === "string" && kind.trim().toLowerCase() === "secret";

function maskNode(value: Json, hash: KeyedHash, top = false): Json {
  if (typeof value === "string") return maskText(value, hash);
  if (Array.isArray(value)) return value.map((item) => maskNode(item, hash));
  if (!isObject(value)) return value;
  if (isSecretKind(value.kind)) {
    const whole = top || isObject(value.metadata);
    if (whole || "data" in value || "stringData" in value) return maskSecretObject(value, hash, whole);
  }
  const nestedCopy = isObject(value.metadata)
    ? { ...value, metadata: withoutLastApplied(value.metadata) }
    : value;
  const configMap = nestedCopy.kind === "ConfigMap";
  return mapValues(maskVariable(nestedCopy, hash), (child, key) => {
    if (configMap && key === "data" && isObject(child)) return maskSettings(child, hash);
    // A custom resource may hold its password in the open.
    if (typeof child === "string" && PLAIN_CREDENTIAL.test(key) && maskable(child)) return mark(child, hash);
    return maskNode(child, hash);
  });
}

const PLAIN_CREDENTIAL = /(?:password|passwd|passphrase|api_?key|client_?secret|auth_?token|access_?token)$/i;

const KEPT_IN_SECRETS = new Set(["apiVersion", "kind", "metadata", "type", "immutable", "status"]);

function maskSecretObject(secret: JsonObject, hash: KeyedHash, whole: boolean): JsonObject {
  const { data, stringData, ...rest } = secret;
  const masked = mapValues(rest, (value, key) => {
    if (key === "metadata" && isObject(value)) return maskMetadata(value, [data, stringData], hash);
    // An unknown field of a Secret may be a misspelt `data`.
    if (whole && !KEPT_IN_SECRETS.has(key)) return markAny(value, hash);
    return isObject(value) || Array.isArray(value) ? maskNode(value, hash) : value;
  });
  const joined = joinedData(data, stringData, hash);
  return joined === undefined ? masked : { ...masked, data: joined };
}

function joinedData(data: Json | undefined, stringData: Json | undefined, hash: KeyedHash): Json | undefined {
  const malformed = [data, stringData].some((part) => part !== undefined && part !== null && !isObject(part));
  if (malformed) return markAny([data ?? null, stringData ?? null], hash);
  if (!isObject(data) && !isObject(stringData)) return undefined;
  const encoded = mapValues(isObject(data) ? data : {}, (value) =>
    typeof value === "string" ? mark(decoded(value), hash) : markAny(value ?? "", hash),
  );
  return {
    ...encoded,
    ...mapValues(isObject(stringData) ? stringData : {}, (value) => markAny(value ?? "", hash)),
  };
}

/** Base64 as text; bytes that are no UTF-8, or no base64 at all, stay as written. */
function decoded(text: string): string {
  if (isSecretMark(text)) return text;
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s+/g, "")), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `raw:${text.replace(/\s+/g, "")}`;
  }
}

function withoutLastApplied(metadata: JsonObject): JsonObject {
  const annotations = metadata.annotations;
  if (!isObject(annotations) || !(LAST_APPLIED in annotations)) return metadata;
  const { [LAST_APPLIED]: _, ...others } = annotations;
  return { ...metadata, annotations: others };
}

/** Other tools copy a Secret into annotations of their own; whatever repeats one of its values is masked whole. */
function maskMetadata(
  metadata: JsonObject,
  parts: readonly (Json | undefined)[],
  hash: KeyedHash,
): JsonObject {
  const clean = withoutLastApplied(metadata);
  if (!isObject(clean.annotations)) return clean;
  const values = parts
    .flatMap((part) => (isObject(part) ? Object.values(part) : []))
    .filter((v) => typeof v === "string");
  const known = values
    .flatMap((value) => [value, decoded(value)])
    .filter((text) => text.length >= 6 && !isSecretMark(text));
  const annotations = mapValues(clean.annotations, (value) =>
    typeof value === "string" && known.some((text) => value.includes(text))
      ? mark(value, hash)
      : maskNode(value, hash),
  );
  return { ...clean, annotations };
}

const WORD =
  "pass(?:word|wd|phrase|code)?|pwd|secrets?|tokens?|api[_.-]?keys?|(?:private|access|secret|signing|encryption|master|license|auth)[_.-]?keys?(?:[_.-]?base)?|credentials?";
const CREDENTIAL = new RegExp(
  `(?:^|[_.-])(?:${WORD})(?:$|[_.-](?:value|base|old|new|default|primary|secondary|\\d+)$)`,
  "i",
);

/** In lower case or camelCase these name a Secret object, or count something; in UPPER_CASE a name ending so is a value. */
const NAMES_ONLY =
  /(?:^|_)(?:existing|external|pull|tls|cert|certificate|ca|ref|image|kube|k8s|vault|sealed|service|account|database|db|my|use|has|create|user|config)_?secrets?$|(?:max|min|num|number|limit|count)[_.-]?tokens?$/i;

/** `DB_PASSWORD`, `apiKey`, `jwt.secret`: a name whose value is a credential; `TOKEN_TTL` and `secretName` are none. */
export function looksLikeCredential(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  if (name !== name.toUpperCase() && NAMES_ONLY.test(words)) return false;
  if (CREDENTIAL.test(words)) return !/(?:max|min)[_.-]tokens$/i.test(words);
  return /(?:password|passwd|passphrase|apikey|privatekey|accesskey)$/i.test(name);
}

const maskable = (value: Json | undefined): value is string | number | bigint =>
  (typeof value === "string" &&
    value !== "" &&
    !/^(?:true|false|\$\([^)]*\)|\$\{[^}]*\}|\{\{.*\}\})$/i.test(value.trim())) ||
  typeof value === "number" ||
  typeof value === "bigint";

function maskVariable(object: JsonObject, hash: KeyedHash): JsonObject {
  const { name, value } = object;
  if (typeof name !== "string" || !maskable(value) || !looksLikeCredential(name)) return object;
  return { ...object, value: markAny(value, hash) };
}

function maskSettings(data: JsonObject, hash: KeyedHash): JsonObject {
  return mapValues(data, (value, key) =>
    maskable(value) && looksLikeCredential(key) && !String(value).includes("\n")
      ? markAny(value, hash)
      : maskNode(value, hash),
  );
}

const HINT = /pass|pwd|secret|token|key|credential|:\/\//i;
const VALUE = `"(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*'|[^\\s"'{[|>&*!#,}][^\\n#,}]*?(?=[ \\t]*(?:$|,|\\}|[ \\t]#))`;

/** Where texts carry credentials: addresses, queries, settings at a line's start, quoted keys, named variables. */
const PLACES: readonly { find: RegExp; named: boolean }[] = [
  { find: /([a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:)()()([^\s/@"']+)(?=@)/gi, named: false },
  { find: /([?&])([A-Za-z0-9_.-]+)(=)([^&\s"'#]+)/g, named: true },
  {
    find: new RegExp(
      `(^[ \\t]*(?:-[ \\t]+)?(?:export[ \\t]+|--?)?["']?)([A-Za-z0-9_.-]+)(["']?[ \\t]*(?:=|:(?=[ \\t"']))[ \\t]*)(${VALUE})`,
      "gm",
    ),
    named: true,
  },
  { find: /(["'])([A-Za-z0-9_.-]+)(["']\s*:\s*)("(?:[^"\\\n]|\\.)*")/g, named: true },
  {
    find: new RegExp(
      `(\\bname["']?\\s*:\\s*["']?)([A-Za-z0-9_.-]+)(["']?\\s*,?\\s*["']?value["']?\\s*:[ \\t]*)(${VALUE})`,
      "gm",
    ),
    named: true,
  },
];

/** The text with every credential in it made a mark, found by its name or place; lines stay lines. */
export function maskText(text: string, hash: KeyedHash): string {
  if (!HINT.test(text)) return text;
  return PLACES.reduce(
    (masked, { find, named }) =>
      masked.replace(find, (whole: string, before: string, name: string, between: string, value: string) => {
        const quote = /^["']/.test(value) ? value.slice(0, 1) : "";
        const bare = quote === "" ? value : value.slice(1, -1);
        if (!maskable(bare) || (named && !looksLikeCredential(name))) return whole;
        return `${before}${name}${between}${quote}${mark(bare, hash)}${quote}`;
      }),
    text,
  );
}
