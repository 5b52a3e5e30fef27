"use client";

import { useState } from "react";
import { comment } from "@/lib/contract/promotion";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { counted } from "@/lib/domain/promotion/sentence";
import { Button } from "../ui/button";
import { Field, TextArea } from "../ui/field";
import { commentsOf } from "./promotion-timeline";
import { useAct } from "./use-act";

/** A remark for the people who decide; it appears in the timeline once the server has it. */
export function CommentBox({ view }: { view: PromotionView }) {
  const [text, setText] = useState("");
  const act = useAct(comment, { done: () => setText("") });
  const given = text.trim();
  return (
    <section aria-label="Comment" className="panel p-2.5">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given && view.comment.allowed) act.send({ id: view.id, text: given });
        }}
      >
        <Field label="Comment for the people who decide" hideLabel error={act.refused}>
          {(wiring) => (
            <TextArea
              {...wiring}
              placeholder="Comment for the people who decide"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className="mt-2 flex flex-wrap items-center justify-between gap-2 pl-1">
          <span className="text-11 text-text-3">{counted(commentsOf(view), "comment")} in Timeline</span>
          <Button
            type="submit"
            pending={act.pending}
            disabled={!view.comment.allowed || given === ""}
            reason={view.comment.allowed ? undefined : view.comment.message}
          >
            Comment
          </Button>
        </div>
      </form>
    </section>
  );
}
