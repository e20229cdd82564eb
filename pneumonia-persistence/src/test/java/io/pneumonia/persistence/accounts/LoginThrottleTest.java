package io.pneumonia.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.RecordsContract;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LoginThrottleTest extends RecordsContract {

  private static final LoginLimits LIMITS = LoginLimits.DEFAULT;
  private static final String WRONG = "blue-Heron-43";

  private static String freshAddress() {
    return "host-" + freshName();
  }

  private Account signIn(String name, String password, String address) {
    return records.credentials().authenticate(name, new Password(password), address);
  }

  private void fail(String name, String address) {
    rejected(() -> signIn(name, WRONG, address), ErrorCode.CREDENTIALS_INVALID);
  }

  private RequestRejected refuse(String name, String address) {
    return rejected(() -> signIn(name, PASSWORD, address), ErrorCode.TOO_MANY_ATTEMPTS);
  }

  @Test
  void makesWhoGuessesAtAnAccountWaitOutTheWindow() {
    String name = account().username();
    String address = freshAddress();
    for (int i = 0; i < LIMITS.perAccountAndAddress(); i++) {
      fail(name, address);
    }
    clock.advance(Duration.ofMinutes(5));

    assertThat(refuse(name, address).retryAfter()).contains(Duration.ofMinutes(10));

    clock.advance(Duration.ofMinutes(10));
    signIn(name, PASSWORD, address);
  }

  @Test
  void guessesAtUnknownNamesAreCountedLikeOthers() {
    String name = freshName();
    String address = freshAddress();
    for (int i = 0; i < LIMITS.perAccountAndAddress(); i++) {
      fail(name, address);
    }
    refuse(name, address);
  }

  @Test
  void forgetsFailuresAfterASuccess() {
    String name = account().username();
    String address = freshAddress();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < LIMITS.perAccountAndAddress() - 1; i++) {
        fail(name, address);
      }
      signIn(name, PASSWORD, address);
    }
  }

  @Test
  void limitsOneAddressOverAllAccounts() {
    String address = freshAddress();
    for (int i = 0; i < LIMITS.perAddress(); i++) {
      fail(freshName(), address);
    }
    String name = account().username();

    refuse(name, address);
    signIn(name, PASSWORD, freshAddress());
  }

  @Test
  void limitsAnAccountOverAllAddressesButNotItsOwnersAddress() {
    String name = account().username();
    String home = freshAddress();
    signIn(name, PASSWORD, home);
    for (int i = 0; i < LIMITS.perAccount(); i++) {
      fail(name, freshAddress());
    }

    refuse(name, freshAddress());
    signIn(name, PASSWORD, home);
  }

  @Test
  void whoIsLockedOutUsesUpNobodyElsesLimit() {
    String name = account().username();
    String address = freshAddress();
    for (int i = 0; i < LIMITS.perAccountAndAddress(); i++) {
      fail(name, address);
    }
    for (int i = 0; i < LIMITS.perAccount() + LIMITS.perAddress(); i++) {
      refuse(name, address);
    }

    signIn(name, PASSWORD, freshAddress());
    signIn(account().username(), PASSWORD, address);
  }

  @Test
  void takesTheAddressesOfOneIpv6NetworkForOne() {
    String name = account().username();
    for (int i = 0; i < LIMITS.perAccountAndAddress(); i++) {
      fail(name, "2001:db8:1:2::" + i);
    }
    refuse(name, "2001:db8:1:2:ffff::1");
    signIn(name, PASSWORD, "2001:db8:1:3::1");
  }

  @Test
  void letsNoMoreThroughWhenManyGuessAtOnce() throws Exception {
    String name = account().username();
    String address = freshAddress();
    Callable<ErrorCode> guess =
        () -> {
          try {
            signIn(name, WRONG, address);
            throw new AssertionError("a wrong password was taken");
          } catch (RequestRejected e) {
            return e.code();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    int looked = 0;
    for (Future<ErrorCode> outcome : threads.invokeAll(Collections.nCopies(24, guess))) {
      looked += outcome.get() == ErrorCode.CREDENTIALS_INVALID ? 1 : 0;
    }
    threads.shutdown();

    assertThat(looked).isEqualTo(LIMITS.perAccountAndAddress());
  }

  @Test
  void forgetsWindowsThatAreOver() {
    fail(freshName(), freshAddress());
    clock.advance(LIMITS.window());

    assertThat(records.credentials().sweep()).isPositive();
    assertThat(records.credentials().sweep()).isZero();
  }
}
