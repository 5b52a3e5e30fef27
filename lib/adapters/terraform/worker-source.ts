/**
 * What the worker runs, as text: a bundle has no file of its own to start it from. It gets the parser's path, so that
 * nothing is looked up in the folder that somebody works in.
 */
export const workerSource = `
const { parentPort, workerData } = require("node:worker_threads");
const { parse } = require(workerData.parser);
parentPort.on("message", async ({ id, file, text }) => {
  try {
    parentPort.postMessage({ id, value: await parse(file, text) });
  } catch (error) {
    parentPort.postMessage({ id, message: String(error && error.message || error) });
  }
});
`;
