package io.slipway.starter.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One key of the file; its name is the component's, in lower case with underscores. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Key {
  /** What the key means, in one or two sentences. */
  String value();

  /** Its name, where the component cannot have it; empty where it is the component's. */
  String name() default "";

  boolean required() default false;

  /** Another key that may be given instead of one that is required; empty for none. */
  String unless() default "";

  /** What counts when the key is left out, as it would be written; empty when nothing does. */
  String standard() default "";

  /** The form of a text, or of each text in a list. */
  Form form() default Form.COMMAND;

  /** The form of the names in a mapping of names. */
  Form names() default Form.NAME;

  /** Least number. */
  int least() default 1;

  /** Greatest number. */
  int most() default Integer.MAX_VALUE;

  /** Whether a list of one may be written without brackets. */
  boolean oneOrMany() default false;
}
