import { streamChanges } from "@/lib/server/stream";

export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> => streamChanges(request);
