const digits = (value: number): string => {
  const rounded = value >= 10 ? Math.round(value * 10) / 10 : Math.round(value * 100) / 100;
  return String(rounded);
};

/** `0.25 vCPU`, `3 vCPU`. */
export const coresText = (millis: number): string => `${digits(millis / 1000)} vCPU`;

/** `512 MiB`, `1.5 GiB`. */
export const bytesText = (bytes: number): string =>
  bytes >= 2 ** 30 || bytes === 0 ? `${digits(bytes / 2 ** 30)} GiB` : `${digits(bytes / 2 ** 20)} MiB`;

export const shareText = (part: number, whole: number): string => `${Math.round((part / whole) * 100)} %`;
