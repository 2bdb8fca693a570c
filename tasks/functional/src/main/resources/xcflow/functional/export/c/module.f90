! The exchange-correlation functional @NAME@; see @ID@.c for the layout of the arrays.
! Arrays are rho(spin, n), sigma(2 spin - 1, n), and so on. Results that are not wanted are
! passed as c_null_ptr; others as c_loc of an array.
module @ID@
  use, intrinsic :: iso_c_binding, only: c_int, c_size_t, c_double, c_ptr
  implicit none
  private
  public :: @ID@_eval, @ID@_parts

  interface
    function @ID@_eval(n, spin, rho, sigma, tau, exc, vrho, vsigma, &
                       v2rho2, v2rhosigma, v2sigma2) bind(c) result(status)
      import :: c_int, c_size_t, c_double, c_ptr
      integer(c_size_t), value :: n
      integer(c_int), value :: spin
      real(c_double), intent(in) :: rho(*), sigma(*)
      type(c_ptr), value :: tau, exc, vrho, vsigma, v2rho2, v2rhosigma, v2sigma2
      integer(c_int) :: status
    end function

    ! The same for exchange (parts = 1) or correlation (2) alone; 3 is both.
    function @ID@_parts(parts, n, spin, rho, sigma, tau, exc, vrho, vsigma, &
                        v2rho2, v2rhosigma, v2sigma2) bind(c) result(status)
      import :: c_int, c_size_t, c_double, c_ptr
      integer(c_size_t), value :: n
      integer(c_int), value :: parts, spin
      real(c_double), intent(in) :: rho(*), sigma(*)
      type(c_ptr), value :: tau, exc, vrho, vsigma, v2rho2, v2rhosigma, v2sigma2
      integer(c_int) :: status
    end function
  end interface
end module
