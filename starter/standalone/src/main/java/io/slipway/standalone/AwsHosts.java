package io.slipway.standalone;

import io.slipway.aws.Machine;
import io.slipway.aws.Machines;
import io.slipway.aws.MachinesException;
import io.slipway.starter.config.CloudHosts;
import java.util.Map;
import java.util.function.BiFunction;

/** Hosts that AWS knows, by the SDK that workers use. Found by {@link java.util.ServiceLoader}. */
public final class AwsHosts implements CloudHosts {
  @Override
  public Found ec2(Question question) throws Trouble {
    return found(Machines::ofEc2, question);
  }

  @Override
  public Found ssm(Question question) throws Trouble {
    return found(Machines::ofSsm, question);
  }

  private static Found found(
      BiFunction<Machines.Question, Map<String, String>, Machines> search, Question question)
      throws Trouble {
    Machines.Question asked =
        new Machines.Question(question.tags(), question.region(), question.patience());
    try {
      Machines machines = search.apply(asked, System.getenv());
      return new Found(machines.found().stream().map(AwsHosts::host).toList(), machines.away());
    } catch (MachinesException e) {
      throw new Trouble(e.problem(), e.remedy(), e);
    }
  }

  private static CloudHost host(Machine machine) {
    return new CloudHost(
        machine.id(),
        machine.name(),
        machine.privateAddress(),
        machine.publicAddress(),
        machine.dnsName(),
        machine.zone());
  }
}
