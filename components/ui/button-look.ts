import { cva, type VariantProps } from "class-variance-authority";

/** One look for buttons and for links that act like one. */
export const buttonLook = cva(
  "inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap text-text select-none",
  {
    variants: {
      variant: {
        plain: "border-line-strong bg-panel hover:bg-hover",
        primary: "border-ink bg-ink text-on-ink hover:opacity-90",
        danger: "border-failed bg-panel text-failed hover:bg-failed-bg",
        quiet: "border-transparent bg-transparent text-text-2 hover:bg-hover hover:text-text",
      },
      size: {
        sm: "min-h-6 px-2 text-12 [&_.lucide]:size-[13px]",
        md: "min-h-[30px] px-[11px] text-13",
        lg: "min-h-12 rounded-lg px-4 text-[15px]",
        icon: "size-[26px] p-0 text-13",
      },
      off: {
        true: "border-line bg-inset text-text-3 hover:bg-inset hover:opacity-100 hover:text-text-3",
        false: "",
      },
      wide: { true: "w-full", false: "" },
    },
    defaultVariants: { variant: "plain", size: "md", off: false, wide: false },
  },
);

export type ButtonLook = Omit<VariantProps<typeof buttonLook>, "off">;
