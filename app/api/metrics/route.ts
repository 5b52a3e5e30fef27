import { tellMetrics } from "@/lib/server/metrics";

export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> => tellMetrics(request);
