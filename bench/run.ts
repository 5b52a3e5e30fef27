// `npm run bench [NAME…]`: prints each measure as a ratio against a peer in the same run; never a test with a time limit.
import { chartsMeasures } from "./charts";
import { compareMeasures } from "./compare";
import { costMeasures } from "./cost";
import { fleetMeasures } from "./fleet";
import { line, type Measure } from "./measure";
import { renderMeasures } from "./render";
import { rightSizeMeasures } from "./right-size";
import { startMeasures } from "./start";

const suites: Readonly<Record<string, () => Promise<readonly Measure[]>>> = {
  render: renderMeasures,
  charts: chartsMeasures,
  compare: compareMeasures,
  fleet: fleetMeasures,
  start: startMeasures,
  cost: costMeasures,
  "right-size": rightSizeMeasures,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
  const suite = suites[name];
  if (!suite) {
    console.error(`There is no measure ${name}; there are ${Object.keys(suites).join(", ")}.`);
    process.exit(2);
  }
  for (const measure of await suite()) console.log(line(measure));
}
