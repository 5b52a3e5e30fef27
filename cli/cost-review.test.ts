import { expect, test } from "vitest";
import { costView } from "@/components/cost/cost.fixture";
