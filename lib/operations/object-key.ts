import type { Manifest } from "@/lib/domain/manifest";

/** `apps/Deployment/web`: the group without its version, so that a new version of an API is the same object. */
export const keyOf = (object: Manifest): string => {
  const group = object.apiVersion.includes("/")
    ? object.apiVersion.slice(0, object.apiVersion.indexOf("/"))
    : "";
  return `${group}/${object.kind}/${object.metadata.name}`;
};
