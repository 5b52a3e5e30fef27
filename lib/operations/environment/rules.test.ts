import { expect, test } from "vitest";
import { labelOf } from "./rules";

test("labels of rules are words, without what the card's title or the value says already", () => {
  expect(labelOf("resources.requests.cpu")).toBe("Requests CPU");
  expect(labelOf("node_pool.min_nodes")).toBe("Min nodes");
  expect(labelOf("deployment.rollback_enabled")).toBe("Rollback");
  expect(labelOf("deployment.rollback.enabled")).toBe("Rollback");
  expect(labelOf("security.networkPolicies")).toBe("Network policies");
  expect(labelOf("monitoring.sla_objectives.latency_p95")).toBe("Latency p95");
  expect(labelOf("testing")).toBe("Testing");
});

test("teams keep the names they have in the fleet file", () => {
  expect(labelOf("access.platform-team")).toBe("platform-team");
});
