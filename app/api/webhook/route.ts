import { receiveWebhook } from "@/lib/server/webhook";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> => receiveWebhook(request);
