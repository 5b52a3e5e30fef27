/** Node code lives in its own file, so that the edge pass of the build never sees it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { ownShutdown } = await import("./lib/server/shutdown");
    ownShutdown();
  }
}
