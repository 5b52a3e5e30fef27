import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { requestIdOf } from "./failure";
import { Forbidden, Missing } from "./refused";

afterEach(cleanup);

test("a missing page does not tell whether it exists, and offers a way on", () => {
  render(<Missing />);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("There is nothing here");
  expect(screen.getByText(/or it is not yours to see/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Fleet" }).getAttribute("href")).toBe("/");
});

test("a forbidden page says where rights are declared and how new ones come into force", () => {
  render(<Forbidden />);
  expect(screen.getByText(/orchestr8.yaml/)).toBeTruthy();
  expect(screen.getByText(/sign out and in again/)).toBeTruthy();
});

test("only our own request ids are shown, never a digest that nobody can look up", () => {
  expect(requestIdOf("req_01m84mhmn6")).toBe("req_01m84mhmn6");
  expect(requestIdOf("2847561")).toBeNull();
  expect(requestIdOf(undefined)).toBeNull();
});
