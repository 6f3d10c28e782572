package io.slipway.starter.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record that is a section of the file: a mapping with certain keys. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Section {
  /** What the section is about. */
  String value();

  /** The key that is meant when a text stands in place of the section; empty for none. */
  String shortForm() default "";

  /** Keys of which exactly one must be given; empty for none. */
  String[] exactlyOneOf() default {};
}
