/** Geist from the geist package: local files, so neither the build nor a page asks another host. */
export { GeistMono } from "geist/font/mono";
export { GeistSans } from "geist/font/sans";
