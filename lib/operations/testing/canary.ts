/** A text that nothing may repeat, for one place it is planted at. */
export const canary = (where: string): string => `canary-${where}-Zq9!x7/p+w`;

export const base64 = (text: string): string => Buffer.from(text).toString("base64");

const spellings = (where: string): readonly string[] => {
  const value = canary(where);
  return [
    value,
    base64(value),
    base64(value).replace(/=+$/, ""),
    base64(base64(value)),
    encodeURIComponent(value),
    encodeURI(value),
    JSON.stringify(value).slice(1, -1),
    `canary-${where}`,
  ];
};

/** Every place whose canary `said` holds in any spelling, with what stands before it. */
export const foundIn = (said: string, planted: readonly string[]): readonly string[] =>
  planted.flatMap((where) =>
    spellings(where)
      .map((spelling) => ({ spelling, at: said.indexOf(spelling) }))
      .filter(({ at }) => at !== -1)
      .map(({ spelling, at }) => `${where}: ${said.slice(Math.max(0, at - 300), at + spelling.length + 20)}`),
  );
